/*
 * The table medium x situation: what each operation does to each disc, against expected.tsv.
 *
 *   media.c      the media, and how a disc of each is made
 *   cells.c      the situations: what is done to the disc before, and the call under test
 *   state.c      what the drive says of the disc, asked anew, and what the disc's file holds, read without the library
 *   main.c       runs the cells, compares, and prints the table
 *
 * Sees of the library what every C program sees: df2d.h.
 */
#ifndef MEDIA_TABLE_H
#define MEDIA_TABLE_H

#define _XOPEN_SOURCE 700

#include <df2d.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR ((size_t)DF2D_IMAPI_SECTOR_SIZE)
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define STATE(name) DF2D_IMAPI_FORMAT2_DATA_MEDIA_STATE_##name
#define ACTION(name) DF2D_IMAPI_FORMAT2_DATA_WRITE_ACTION_##name
#define MEDIA(name) DF2D_IMAPI_MEDIA_TYPE_##name

/* What tells one medium from another, apart from what expected.tsv says of it. */
typedef struct medium {
    const char *name;
    /* The keys that make a small blank disc, where the size makes no difference, and one of the real size. */
    const char *small, *real;
    /* IMAPI_MEDIA_PHYSICAL_TYPE of the disc, and of one that is closed for good. */
    int32_t type, type_closed;
    /* Sectors of a real disc; 0 where they differ from make to make. */
    int32_t capacity;
    /* The command after which it is too late to cancel: CLOSE TRACK SESSION, or SYNCHRONIZE CACHE. */
    int closing;
    /* One session behind the other; anywhere, but once; anywhere and again; never. */
    enum { SEQUENTIAL, RANDOM, OVERWRITABLE, PRESSED } kind;
    /* Done to the new disc, if anything. */
    df2d_hresult (*prepare)(df2d_recorder_t *);
} medium;

extern const medium all_media[];
extern const size_t media_count;

/* What the drive says of a disc. The addresses are DF2D_E_IMAPI_DF2DATA_INVALID_MEDIA_STATE where the status asks for it. */
typedef struct state {
    df2d_media_state status;
    df2d_media_type type;
    df2d_hresult addresses;
    int32_t total, free, next_writable, previous_session;
    /* The first sectors of the disc's file, by their checksum. */
    uint32_t content;
} state;

/* A cell at work: the disc, and what becomes of it. */
typedef struct cell {
    const medium *medium;
    char path[64];
    df2d_recorder_t *recorder;
    df2d_t *writer;
    /* What the call under test is to write. */
    const unsigned char *image;
    size_t sectors;
    /* What was on the disc before, from sector 0. */
    size_t sectors_before;
    state before, after;
    df2d_hresult hr;
    df2d_write_result result;
    /* What the library says of it, if it failed. */
    char why[400];
    /* When to cancel, whether the closing command was made to last, and what the cancel was told. */
    enum { NEVER, IN_THE_MIDDLE, WHILE_CLOSING } cancel;
    int closing_lasts;
    df2d_hresult cancel_answer;
    /* What an erase must leave of zeros: at the start, or everywhere. */
    enum { NOT_ERASED, ERASED_QUICK, ERASED_FULL } erased;
    /* What is wrong with it, a sentence a line. */
    char complaints[2000];
} cell;

/* A situation: brings the cell's disc into it and makes the call under test. */
typedef struct situation {
    const char *name, *heading;
    void (*run)(cell *);
} situation;

extern const situation all_situations[];
extern const size_t situation_count;

/* The image of a real file system, which the cells "burn" and "verify" write; the others write numbered sectors. */
extern unsigned char *iso;
extern size_t iso_sectors;

/* media.c */
void cell_insert_blank(cell *, const char *keys);
void cell_open_again(cell *);
void cell_close(cell *);
void cell_new_writer(cell *);
/* Data of which no two sectors are alike; the same number is always the same image. */
const unsigned char *numbered_image(unsigned number, size_t sectors);

/* state.c */
void complain(cell *, const char *format, ...);
state look_at(cell *);
void check_against_drive(cell *);
void check_content(cell *);

#endif
