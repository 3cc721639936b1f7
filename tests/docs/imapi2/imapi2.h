/*
 * As much of Windows's imapi2.h as the programs in docs/porting-from-imapi2.md use, so that a compiler can read them where
 * there is no Windows SDK. Members that they do not call are left out: it is for checking alone.
 */
#ifndef DF2D_TEST_IMAPI2_H
#define DF2D_TEST_IMAPI2_H

#include <oaidl.h>

#define DISPID_DDISCFORMAT2DATAEVENTS_UPDATE 0x200

typedef enum { IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA = 4 } IMAPI_FORMAT2_DATA_WRITE_ACTION;

#define IMAPI2_INTERFACE(name, base, ...)                 \
    struct name;                                          \
    __CRT_UUID_DECL(name, __VA_ARGS__)                    \
    struct name : base

#define IMAPI2_CLASS(name, ...) \
    class name;                 \
    __CRT_UUID_DECL(name, __VA_ARGS__)

IMAPI2_INTERFACE(IDiscMaster2, IDispatch, 0x27354130, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
{
    virtual HRESULT STDMETHODCALLTYPE get_Item(LONG index, BSTR *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_Count(LONG *value) = 0;
};

IMAPI2_INTERFACE(IDiscRecorder2, IDispatch, 0x27354133, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
{
    virtual HRESULT STDMETHODCALLTYPE InitializeDiscRecorder(BSTR id) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_VendorId(BSTR *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_ProductId(BSTR *value) = 0;
};

IMAPI2_INTERFACE(IDiscFormat2Data, IDispatch, 0x27354153, 0x9F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
{
    virtual HRESULT STDMETHODCALLTYPE put_Recorder(IDiscRecorder2 *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ClientName(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE Write(IStream *data) = 0;
};

IMAPI2_INTERFACE(DDiscFormat2DataEvents, IDispatch, 0x2735413C, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
{
    virtual HRESULT STDMETHODCALLTYPE Update(IDispatch *object, IDispatch *progress) = 0;
};

IMAPI2_INTERFACE(IDiscFormat2DataEventArgs, IDispatch, 0x2735413D, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
{
    virtual HRESULT STDMETHODCALLTYPE get_StartLba(LONG *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_SectorCount(LONG *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_LastWrittenLba(LONG *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE get_CurrentAction(IMAPI_FORMAT2_DATA_WRITE_ACTION *value) = 0;
};

IMAPI2_INTERFACE(IDiscFormat2Erase, IDispatch, 0x27354156, 0x8F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
{
    virtual HRESULT STDMETHODCALLTYPE put_Recorder(IDiscRecorder2 *value) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_FullErase(VARIANT_BOOL value) = 0;
    virtual HRESULT STDMETHODCALLTYPE put_ClientName(BSTR value) = 0;
    virtual HRESULT STDMETHODCALLTYPE EraseMedia() = 0;
};

IMAPI2_CLASS(MsftDiscMaster2, 0x2735412E, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
IMAPI2_CLASS(MsftDiscRecorder2, 0x2735412D, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
IMAPI2_CLASS(MsftDiscFormat2Data, 0x2735412A, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)
IMAPI2_CLASS(MsftDiscFormat2Erase, 0x2735412B, 0x7F64, 0x5B0F, 0x8F, 0x00, 0x5D, 0x77, 0xAF, 0xBE, 0x26, 0x1E)

#endif
