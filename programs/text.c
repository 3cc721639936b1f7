#include "text.h"

#include "command.h"

#include <inttypes.h>
#include <string.h>

enum { LAST_COLUMN = 79 };

void put_wrapped(FILE *file, const char *text, int column, int indent)
{
    int begins_line = 1;

    while (*text) {
        int length = (int)strcspn(text, " \n");

        if (!begins_line && column + 1 + length > LAST_COLUMN) {
            fprintf(file, "\n%*s", indent, "");
            column = indent;
            begins_line = 1;
        }
        column += fprintf(file, "%s%.*s", begins_line ? "" : " ", length, text);
        begins_line = 0;
        text += length;
        if (*text == '\n') {
            fprintf(file, "\n%*s", text[1] && text[1] != '\n' ? indent : 0, "");
            column = indent;
            begins_line = 1;
        }
        text += *text != '\0';
    }
    fputc('\n', file);
}

/* How many letters must be changed, added, left out or swapped with the next to make the one of the other. */
static int distance(const char *one, const char *other)
{
    enum { MOST = 24 };
    int rows[3][MOST + 1], *before = rows[0], *above = rows[1], *row = rows[2], *swap;
    int lengths[2] = {(int)strlen(one), (int)strlen(other)}, i, j;

    if (lengths[0] > MOST || lengths[1] > MOST)
        return MOST;
    for (j = 0; j <= lengths[1]; j++)
        above[j] = j;
    for (i = 1; i <= lengths[0]; i++) {
        row[0] = i;
        for (j = 1; j <= lengths[1]; j++) {
            row[j] = above[j - 1] + (one[i - 1] != other[j - 1]);
            if (above[j] + 1 < row[j])
                row[j] = above[j] + 1;
            if (row[j - 1] + 1 < row[j])
                row[j] = row[j - 1] + 1;
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        swap = before;
        before = above;
        above = row;
        row = swap;
    }
    return above[lengths[1]];
}

const char *nearest(const char *word, const char *const *names)
{
    const char *found = NULL;
    size_t length = strlen(word);
    /* One wrong letter in three may be a slip. */
    int least = (int)(length / 3) + 2;

    for (; *names; names++) {
        int letters = length >= 2 && strncmp(word, *names, length) == 0 ? 0 : distance(word, *names);

        if (letters < least) {
            least = letters;
            found = *names;
        }
    }
    return found;
}

void hide_password(const char *id, char *buffer, size_t size)
{
    static const char SCHEME[] = "iscsi://";
    const char *place = id + sizeof SCHEME - 1;
    const char *begin = strncmp(id, SCHEME, sizeof SCHEME - 1) == 0 ? strchr(place, '%') : NULL;
    const char *end = begin ? strrchr(begin, '@') : NULL;

    /* The first % ends the user, and the last @ the password. Without that @, the % can be one of the target's name. */
    if (begin && !end && memchr(place, '/', (size_t)(begin - place)))
        begin = NULL;
    if (begin)
        snprintf(buffer, size, "%.*s%s", (int)(begin - id), id, end ? end : "");
    else
        snprintf(buffer, size, "%s", id);
}

void short_name(const char *id, char *buffer, size_t size)
{
    static const char BY_ID[] = "/dev/disk/by-id/";
    char name[512], *begin = name, *at;

    hide_password(id, name, sizeof name);
    if (strncmp(name, BY_ID, sizeof BY_ID - 1) == 0)
        begin += sizeof BY_ID - 1;
    if (strncmp(name, "virtual:", 8) == 0 && (at = strchr(name, '?')) != NULL && at > name + 8)
        *at = '\0';
    /* Nothing in it is to move the cursor. */
    for (at = begin; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = '?';
    /* Names differ at their ends. */
    if (strlen(begin) < size)
        strcpy(buffer, begin);
    else
        snprintf(buffer, size, "..%s", begin + strlen(begin) + 3 - size);
}

void shell_word(const char *text, char *buffer, size_t size)
{
    static const char PLAIN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+:,@=";
    size_t at = 0;

    if (text[0] && text[strspn(text, PLAIN)] == '\0') {
        snprintf(buffer, size, "%s", text);
        return;
    }
    /* Room for the longest piece, the last quote and the end. */
    for (buffer[at++] = '\''; *text && at + 6 < size; text++)
        at += (size_t)sprintf(buffer + at, *text == '\'' ? "'\\''" : "%c", *text);
    strcpy(buffer + at, "'");
}

const char *clock_text(int64_t seconds, char *buffer, size_t size)
{
    if (seconds >= 3600)
        snprintf(buffer, size, "%" PRId64 ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60));
    else
        snprintf(buffer, size, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
    return buffer;
}

double megabytes(int64_t sectors)
{
    return (double)sectors * DF2D_IMAPI_SECTOR_SIZE / 1e6;
}

const char *size_text(int64_t sectors, char *buffer, size_t size)
{
    double size_in_megabytes = megabytes(sectors);

    if (size_in_megabytes >= 1000)
        snprintf(buffer, size, "%.2f GB", size_in_megabytes / 1000);
    else
        snprintf(buffer, size, "%.1f MB", size_in_megabytes);
    return buffer;
}

int percent(int64_t part, int64_t whole)
{
    if (whole <= 0 || part <= 0)
        return 0;
    return part >= whole ? 100 : (int)(part * 100 / whole);
}
