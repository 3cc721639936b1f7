/* Words, lines and names as people read them. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Writes words into lines that end before the 80th column; the first one goes on at `column`, the others are indented. */
void put_wrapped(FILE *file, const char *text, int column, int indent);

/* The one of the names, which NULL ends, that was probably meant; NULL if it is like none. */
const char *nearest(const char *word, const char *const *names);

/* A recorder's identifier without the password that may stand in it. */
void hide_password(const char *id, char *buffer, size_t size);

/* A short name for a recorder among others. */
void short_name(const char *id, char *buffer, size_t size);

/* As it is to be typed in a shell. */
void shell_word(const char *text, char *buffer, size_t size);

/* "1:23", or "1:02:03". */
const char *clock_text(int64_t seconds, char *buffer, size_t size);

/* "4.70 GB" of so many sectors. */
const char *size_text(int64_t sectors, char *buffer, size_t size);

double megabytes(int64_t sectors);

/* From 0 to 100. */
int percent(int64_t part, int64_t whole);

#endif
