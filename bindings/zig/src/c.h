#include <df2d.h>
