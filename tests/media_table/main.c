/*
 * media_table EXPECTED ISO [MEDIUM…]
 *
 * Runs every cell of the table (of these media only), compares it with EXPECTED, and prints it. ISO is the image that
 * "burn" and "verify" write; the disc of each "burn" stays in MEDIUM.iso. table.md is the table as the README has it.
 * The exit status is 0 if every cell is as expected.
 */
#include "table.h"

#include <unistd.h>

unsigned char *iso;
size_t iso_sectors;

/* A line of EXPECTED. */
typedef struct expectation {
    char medium[20], situation[20], hr[80], content[20], disc[20], status[100], reason[300];
} expectation;

static expectation expected[500];
static size_t expected_count;
static int passed, failed;

static const char *const CONTENTS[] = {"none", "partial", "whole", "unknown"};
static const char *const DISCS[] = {"unchanged",      "appendable",  "closed",   "overwritable",
                                    "erase_required", "recoverable", "unusable", "unknown"};

static void fail(const char *what, const char *which)
{
    printf("%s: %s\n", what, which);
    ++failed;
}

/* --- EXPECTED --- */

static void read_expected(const char *path)
{
    char line[800];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        fail("cannot be read", path);
        return;
    }
    while (fgets(line, sizeof line, file) != NULL && expected_count < COUNT(expected)) {
        expectation *e = &expected[expected_count];
        if (line[0] == '#' || line[0] == '\n') continue;
        /* No cell is empty: each has all its columns, and a reason where it is not plain success. */
        if (sscanf(line, "%19[^\t]\t%19[^\t]\t%79[^\t]\t%19[^\t]\t%19[^\t]\t%99[^\t]\t%299[^\n]", e->medium,
                   e->situation, e->hr, e->content, e->disc, e->status, e->reason) != 7)
            fail("incomplete", line);
        else if (strcmp(e->hr, "S_OK") != 0 && strlen(e->reason) < 10)
            fail("no reason", line);
        else
            ++expected_count;
    }
    fclose(file);
}

static const expectation *expectation_of(const char *medium, const char *situation)
{
    const expectation *found = NULL;
    size_t n;
    for (n = 0; n < expected_count; ++n) {
        if (strcmp(expected[n].medium, medium) != 0 || strcmp(expected[n].situation, situation) != 0) continue;
        if (found != NULL) fail("twice", situation);
        found = &expected[n];
    }
    if (found == NULL) {
        printf("%s, %s: ", medium, situation);
        fail("not in the table", "a cell");
    }
    return found;
}

/* --- a cell --- */

static const char *status_text(df2d_media_state status, char *text)
{
    static const struct { df2d_media_state bit; const char *name; } bits[] = {
        {STATE(OVERWRITE_ONLY), "OVERWRITE_ONLY"},   {STATE(BLANK), "BLANK"},
        {STATE(APPENDABLE), "APPENDABLE"},           {STATE(FINAL_SESSION), "FINAL_SESSION"},
        {STATE(DAMAGED), "DAMAGED"},                 {STATE(ERASE_REQUIRED), "ERASE_REQUIRED"},
        {STATE(NON_EMPTY_SESSION), "NON_EMPTY_SESSION"}, {STATE(WRITE_PROTECTED), "WRITE_PROTECTED"},
        {STATE(FINALIZED), "FINALIZED"},             {STATE(UNSUPPORTED_MEDIA), "UNSUPPORTED_MEDIA"}};
    size_t n;
    strcpy(text, status == 0 ? "UNKNOWN" : "");
    for (n = 0; n < COUNT(bits); ++n) {
        if (!(status & bits[n].bit)) continue;
        if (*text) strcat(text, "+");
        strcat(text, bits[n].name);
    }
    return text;
}

static const char *named(const char *const *names, size_t count, int32_t value)
{
    return value >= 0 && (size_t)value < count ? names[value] : "?";
}

static void compare(cell *c, const char *what, const char *wanted, const char *got)
{
    if (strcmp(wanted, got) != 0) complain(c, "%s is %s, not %s", what, got, wanted);
}

/* For the README: what was cancelled or refused, then what the disc can do. */
static void mark_cell(const cell *c, char *mark)
{
    static const char letters[] = "=ACOERL?";
    const df2d_disc_state disc = c->result.disc_after;
    const int blank = disc == DF2D_DISC_APPENDABLE && c->after.status & STATE(BLANK);
    const char *how = c->hr == DF2D_E_IMAPI_REQUEST_CANCELLED ? "×" : c->hr < 0 ? "–" : "";
    if (*how && disc == DF2D_DISC_UNCHANGED)
        strcpy(mark, how);
    else
        sprintf(mark, "%s%c", how, blank ? 'B' : disc >= 0 && disc < 8 ? letters[disc] : '?');
}

static void run_cell(cell *c, const situation *s, const expectation *e, char *mark)
{
    char status[200];
    s->run(c);
    cell_open_again(c);
    c->after = look_at(c);
    compare(c, "the result", e->hr, df2d_hresult_name(c->hr));
    compare(c, "content_after", e->content, named(CONTENTS, COUNT(CONTENTS), c->result.content_after));
    compare(c, "disc_after", e->disc, named(DISCS, COUNT(DISCS), c->result.disc_after));
    compare(c, "the media status", e->status, status_text(c->after.status, status));
    check_against_drive(c);
    check_content(c);
    if (*c->complaints && *c->why) complain(c, "the call said: %s", c->why);
    cell_close(c);
    printf("%-4s %-10s %-14s %-30s %-7s %-14s %-20s %s\n", *c->complaints ? "FAIL" : "ok", c->medium->name, s->name,
           df2d_hresult_name(c->hr), named(CONTENTS, COUNT(CONTENTS), c->result.content_after),
           named(DISCS, COUNT(DISCS), c->result.disc_after), status, *e->reason == '-' ? "" : e->reason);
    if (*c->complaints) {
        char *line = strtok(c->complaints, "\n");
        for (; line != NULL; line = strtok(NULL, "\n")) printf("         - %s\n", line);
        ++failed;
    } else {
        ++passed;
    }
    mark_cell(c, mark);
    fflush(stdout);
}

/* --- all of them --- */

static void print_heading(FILE *markdown)
{
    size_t n;
    fprintf(markdown, "| |");
    for (n = 0; n < situation_count; ++n) fprintf(markdown, " %s |", all_situations[n].heading);
    fprintf(markdown, "\n|---|");
    for (n = 0; n < situation_count; ++n) fprintf(markdown, "---|");
    fprintf(markdown, "\n");
}

static void run_medium(const medium *m, FILE *markdown)
{
    size_t n;
    fprintf(markdown, "| `%s` |", m->name);
    for (n = 0; n < situation_count; ++n) {
        static cell c;
        const situation *s = &all_situations[n];
        const expectation *e = expectation_of(m->name, s->name);
        char mark[16] = "?", kept[64];
        memset(&c, 0, sizeof c);
        c.medium = m;
        snprintf(c.path, sizeof c.path, "disc.iso");
        if (e != NULL) run_cell(&c, s, e, mark);
        fprintf(markdown, " %s |", mark);
        snprintf(kept, sizeof kept, "%s.iso", m->name);
        if (strcmp(s->name, "burn") == 0) rename(c.path, kept);
        unlink("disc.iso");
        unlink("disc.iso.disc");
    }
    fprintf(markdown, "\n");
}

static void check_names(void)
{
    size_t n, m, s;
    for (n = 0; n < expected_count; ++n) {
        for (m = 0; m < media_count && strcmp(all_media[m].name, expected[n].medium) != 0; ++m) continue;
        for (s = 0; s < situation_count && strcmp(all_situations[s].name, expected[n].situation) != 0; ++s) continue;
        if (m == media_count || s == situation_count) fail("no such cell", expected[n].medium);
    }
}

static void read_iso(const char *path)
{
    FILE *file = fopen(path, "rb");
    long bytes = 0;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) bytes = ftell(file);
    iso_sectors = (size_t)bytes / SECTOR;
    iso = malloc(iso_sectors * SECTOR + 1);
    if (file == NULL || iso == NULL || fseek(file, 0, SEEK_SET) != 0 || iso_sectors == 0 ||
        fread(iso, SECTOR, iso_sectors, file) != iso_sectors) {
        fail("cannot be read", path);
        exit(1);
    }
    fclose(file);
}

static void check_arguments(int argc, char **argv)
{
    size_t m;
    int n;
    for (n = 3; n < argc; ++n) {
        for (m = 0; m < media_count && strcmp(all_media[m].name, argv[n]) != 0; ++m) continue;
        if (m == media_count) fail("no such medium", argv[n]);
    }
}

static int is_wanted(const medium *m, int argc, char **argv)
{
    int n;
    for (n = 3; n < argc; ++n)
        if (strcmp(argv[n], m->name) == 0) return 1;
    return argc <= 3;
}

int main(int argc, char **argv)
{
    FILE *markdown = fopen("table.md", "w");
    size_t n, alive = 0;
    if (argc < 3 || markdown == NULL) {
        fprintf(stderr, "usage: media_table EXPECTED ISO [MEDIUM...]\n");
        return 2;
    }
    read_expected(argv[1]);
    read_iso(argv[2]);
    check_names();
    check_arguments(argc, argv);
    print_heading(markdown);
    for (n = 0; n < media_count; ++n) {
        if (is_wanted(&all_media[n], argc, argv)) run_medium(&all_media[n], markdown);
    }
    fclose(markdown);
    free(iso);
    df2d_live_objects(&alive);
    if (alive != 0) fail("not all objects were given back", "df2d_live_objects");
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
