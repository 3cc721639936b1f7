/* A shared object that keeps its inline functions to itself: see bindings/cpp/test. */
#include <df2d.hpp>

[[gnu::visibility("default")]] std::error_code code_of_shared_object()
{
    return df2d::errc::accessdenied;
}
