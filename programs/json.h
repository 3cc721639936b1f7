/* JSON on standard output: an object is one line. */
#ifndef JSON_H
#define JSON_H

#include <stdint.h>

/* The key is NULL in an array. */
void json_begin(const char *event);
void json_text(const char *key, const char *text);      /* null if the text is NULL */
void json_number(const char *key, int64_t number);
void json_real(const char *key, double number);
void json_flag(const char *key, int flag);
void json_null(const char *key);
void json_open(const char *key, char bracket);          /* '{' or '[' */
void json_close(char bracket);                          /* '}' or ']' */
void json_end(void);

#endif
