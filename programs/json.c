#include "json.h"

#include <inttypes.h>
#include <stdio.h>

/* Whether the next member follows another one. */
static int follows;

/* How many bytes of UTF-8 stand at `text`; 0 if these are none. */
static int utf8_length(const unsigned char *text)
{
    int length = text[0] < 0x80 ? 1 : text[0] < 0xC2 ? 0 : text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : text[0] < 0xF5 ? 4 : 0;
    int i;

    for (i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    /* What is longer than it need be, the halves of UTF-16, and what lies behind the last character. */
    if ((text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xED && text[1] > 0x9F) ||
        (text[0] == 0xF0 && text[1] < 0x90) || (text[0] == 0xF4 && text[1] > 0x8F))
        return 0;
    return length;
}

/* Paths are bytes: what is no UTF-8 becomes the character that stands for such. */
static void put_string(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    putchar('"');
    while (*at) {
        int length = utf8_length(at);

        if (length == 0)
            fputs("\\ufffd", stdout);
        else if (*at == '"' || *at == '\\')
            printf("\\%c", *at);
        else if (*at < 0x20 || *at == 0x7F)
            printf("\\u%04x", *at);
        else
            fwrite(at, 1, (size_t)length, stdout);
        at += length > 0 ? length : 1;
    }
    putchar('"');
}

static void put_key(const char *key)
{
    if (follows)
        putchar(',');
    follows = 1;
    if (key) {
        put_string(key);
        putchar(':');
    }
}

void json_begin(const char *event)
{
    follows = 0;
    putchar('{');
    json_text("event", event);
}

void json_text(const char *key, const char *text)
{
    if (!text) {
        json_null(key);
        return;
    }
    put_key(key);
    put_string(text);
}

void json_number(const char *key, int64_t number)
{
    put_key(key);
    printf("%" PRId64, number);
}

void json_real(const char *key, double number)
{
    put_key(key);
    printf("%.2f", number);
}

void json_flag(const char *key, int flag)
{
    put_key(key);
    fputs(flag ? "true" : "false", stdout);
}

void json_null(const char *key)
{
    put_key(key);
    fputs("null", stdout);
}

void json_open(const char *key, char bracket)
{
    put_key(key);
    putchar(bracket);
    follows = 0;
}

void json_close(char bracket)
{
    putchar(bracket);
    follows = 1;
}

/* At once: who reads this wants to know now. */
void json_end(void)
{
    fputs("}\n", stdout);
    fflush(stdout);
}
