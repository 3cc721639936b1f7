/* Every constant of df2d.h, and the size and place of all that its types hold, is what abi/layout.def lists. */
#include "test.h"

#define HERE(with_64_bits, with_32_bits) (sizeof(void *) == 8 ? (with_64_bits) : (with_32_bits))

TEST(constants)
{
#define CONSTANT(name, value) CHECK((name) == (value));
#define TYPE(name, size, size_32)
#define MEMBER(type, name, offset, size, offset_32, size_32)
#include "../abi/layout.def"
#undef CONSTANT
#undef TYPE
#undef MEMBER
}

TEST(types)
{
#define CONSTANT(name, value)
#define TYPE(name, size, size_32) CHECK(sizeof(name) == HERE(size, size_32));
#define MEMBER(type, name, offset, size, offset_32, size_32)    \
    CHECK(offsetof(type, name) == HERE(offset, offset_32)); \
    CHECK(sizeof(((type *)0)->name) == HERE(size, size_32));
#include "../abi/layout.def"
}

int main(void)
{
    RUN(constants);
    RUN(types);
    return test_end();
}
