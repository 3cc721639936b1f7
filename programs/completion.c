/* df2d completion: what bash, zsh and fish are to know of the commands and their options, from the same tables. */
#include "options.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

static int has(const struct command *command, const struct option_row *row)
{
    return (row->commands & (unsigned)command->bit) != 0;
}

static int takes_image(const struct command *command)
{
    return command->operands == IMAGE_AND_RECORDER || command->operands == IMAGE_AND_RECORDERS;
}

/* The words of "quick|full", each with something before it. */
static void put_words(const char *before, const char *words)
{
    while (*words) {
        int length = (int)strcspn(words, "|");

        printf(" %s%.*s", before, length, words);
        words += length + (words[length] == '|');
    }
}

static void put_commands(void)
{
    const struct command *command;

    for (command = COMMANDS; command->name; command++)
        printf(" %s", command->name);
}

/* The first words of a help, without what ends a string of a shell; `special` characters get a backslash. */
static void put_brief(const char *help, const char *special)
{
    const char *end = help + strcspn(help, ";:(");

    while (end > help && end[-1] == ' ' && *end)
        end--;
    for (; help < end; help++) {
        if (*help == '\'')
            fputs("'\\''", stdout);
        else
            printf("%s%c", strchr(special, *help) ? "\\" : "", *help);
    }
}

/* ---- bash ---- */

/*
 * bash takes = and : for ends of words, and they stand within options and identifiers: the words are put together again, and
 * what is given back is only what follows the last of these.
 */
static const char BASH_BEGIN[] =
    "# bash completion for df2d; made by `df2d completion bash`.\n"
    "\n"
    "# What there is, less what stands before the word that is completed, as it is to be typed.\n"
    "_df2d_offer() {\n"
    "    local kept=$1 quoted=$2 cur=$3 candidate\n"
    "    shift 3\n"
    "    for candidate in \"$@\"; do\n"
    "        [[ $candidate == \"$cur\"* ]] || continue\n"
    "        candidate=${candidate#\"$kept\"}\n"
    "        [[ $quoted ]] || printf -v candidate %q \"$candidate\"\n"
    "        COMPREPLY+=(\"$candidate\")\n"
    "    done\n"
    "    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == --*= ]]; then\n"
    "        compopt -o nospace 2>/dev/null || :\n"
    "    fi\n"
    "    return 0\n"
    "}\n"
    "\n"
    "_df2d_files() {\n"
    "    compopt -o filenames 2>/dev/null || :\n"
    "    mapfile -t COMPREPLY < <(compgen -f -- \"$1\")\n"
    "    COMPREPLY=(\"${COMPREPLY[@]#\"$2\"}\")\n"
    "}\n"
    "\n"
    "_df2d() {\n"
    "    local words=() word cur last kept quoted= option= options= values= operands= count=0 i\n"
    "    COMPREPLY=()\n"
    "    for ((i = 0; i <= COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if ((i > 1)) && [[ $word == [=:]* || ${words[-1]} == *[=:] ]]; then\n"
    "            words[-1]+=$word\n"
    "        else\n"
    "            words+=(\"$word\")\n"
    "        fi\n"
    "    done\n"
    "    last=${COMP_WORDS[COMP_CWORD]}\n"
    "    [[ $last != [=:]* ]] || last=\n"
    "    cur=${words[-1]}\n"
    "    kept=${cur%\"$last\"}\n"
    "    if [[ $cur == [\\'\\\"]* ]]; then\n"
    "        quoted=yes cur=${cur:1} kept=\n"
    "    fi\n"
    "    cur=${cur//\\\\} kept=${kept//\\\\}\n"
    "    if ((${#words[@]} == 2)); then\n"
    "        _df2d_offer \"$kept\" \"$quoted\" \"$cur\"";

static const char BASH_END[] =
    "    esac\n"
    "    if [[ $cur == --*=* ]]; then\n"
    "        option=${cur%%=*}\n"
    "    elif [[ ${words[-2]} == --* && \" $options \" == *\" ${words[-2]}= \"* && \" $options \" != *\" ${words[-2]} \"* ]]; then\n"
    "        option=${words[-2]}\n"
    "    fi\n"
    "    if [[ $option ]]; then\n"
    "        case ${words[1]}$option in\n";

static const char BASH_LAST[] =
    "        esac\n"
    "        if [[ $values == FILE ]]; then\n"
    "            _df2d_files \"${cur#\"$option=\"}\" \"${kept#\"$option=\"}\"\n"
    "        elif [[ $cur == --*=* ]]; then\n"
    "            # shellcheck disable=SC2086\n"
    "            _df2d_offer \"$kept\" \"$quoted\" \"$cur\" ${values// / $option=}\n"
    "        else\n"
    "            # shellcheck disable=SC2086\n"
    "            _df2d_offer \"$kept\" \"$quoted\" \"$cur\" $values\n"
    "        fi\n"
    "        return\n"
    "    fi\n"
    "    if [[ $cur == -* ]]; then\n"
    "        # shellcheck disable=SC2086\n"
    "        _df2d_offer \"$kept\" \"$quoted\" \"$cur\" $options\n"
    "        return\n"
    "    fi\n"
    "    for ((i = 2; i < ${#words[@]} - 1; i++)); do\n"
    "        if [[ ${words[i]} != -* || ${words[i]} == - ]]; then\n"
    "            count=$((count + 1))\n"
    "        elif [[ \" $options \" == *\" ${words[i]}= \"* && \" $options \" != *\" ${words[i]} \"* ]]; then\n"
    "            i=$((i + 1))\n"
    "        fi\n"
    "    done\n"
    "    case $operands$count in\n"
    "        image0)\n"
    "            _df2d_files \"$cur\" \"$kept\"\n"
    "            ;;\n"
    "        image* | recorder0)\n"
    "            mapfile -t words < <(\"${COMP_WORDS[0]}\" list --quiet 2>/dev/null | grep -v '^iscsi://[^/]*@'; compgen -G '/dev/sr*')\n"
    "            _df2d_offer \"$kept\" \"$quoted\" \"$cur\" \"${words[@]}\"\n"
    "            ;;\n"
    "        shell0)\n"
    "            _df2d_offer \"$kept\" \"$quoted\" \"$cur\" bash zsh fish\n"
    "            ;;\n"
    "        command0)\n"
    "            _df2d_offer \"$kept\" \"$quoted\" \"$cur\"";

static void put_bash_options(const struct command *command)
{
    const struct option_row *row;

    for (row = OPTION_ROWS; row->name; row++) {
        if (!has(command, row))
            continue;
        if (row->value == NO_VALUE || row->value_is_optional)
            printf(" --%s", row->name);
        if (row->value != NO_VALUE)
            printf(" --%s=", row->name);
    }
}

static void put_bash_values(const struct command *command)
{
    const struct option_row *row;

    for (row = OPTION_ROWS; row->name; row++) {
        if (!has(command, row) || (row->value != A_WORD && row->value != A_FILE))
            continue;
        printf("            %s--%s) values='", command->name, row->name);
        if (row->value == A_FILE)
            fputs("FILE", stdout);
        else
            put_words("", row->value_name);
        puts("' ;;");
    }
}

static void bash_completion(void)
{
    static const char *const operands[] = {"none", "command", "shell", "recorder", "image", "image"};
    const struct command *command;

    fputs(BASH_BEGIN, stdout);
    put_commands();
    puts(" --help --version\n        return\n    fi\n    case ${words[1]} in");
    for (command = COMMANDS; command->name; command++) {
        printf("        %s) operands=%s options='", command->name, operands[command->operands]);
        put_bash_options(command);
        puts("' ;;");
    }
    fputs(BASH_END, stdout);
    for (command = COMMANDS; command->name; command++)
        put_bash_values(command);
    fputs(BASH_LAST, stdout);
    put_commands();
    puts("\n            ;;\n    esac\n}\n\ncomplete -F _df2d df2d");
}

/* ---- zsh ---- */

static void put_zsh_option(const struct option_row *row)
{
    fputs(" \\\n                '", stdout);
    if (row->letter)
        printf("(-%c --%s)'{-%c,--%s}'", row->letter, row->name, row->letter, row->name);
    else
        printf("--%s%s", row->name, row->value == NO_VALUE ? "" : row->value_is_optional ? "=-" : "=");
    putchar('[');
    put_brief(row->help, "[]\\");
    putchar(']');
    if (row->value != NO_VALUE)
        printf("%s%s:", row->value_is_optional ? "::" : ":", row->value == A_WORD ? row->name : row->value_name);
    if (row->value == A_FILE)
        fputs("_files", stdout);
    if (row->value == A_WORD) {
        putchar('(');
        put_words("", row->value_name);
        fputs(" )", stdout);
    }
    putchar('\'');
}

static void zsh_completion(void)
{
    static const char *const operands[] = {
        "",                                                             /* NO_OPERANDS */
        "'1:command:_df2d_commands'",                                   /* A_COMMAND */
        "'1:shell:(bash zsh fish)'",                                    /* A_SHELL */
        "'1:recorder:_df2d_recorders'",                                 /* A_RECORDER */
        "'1:image:_files' '2:recorder:_df2d_recorders'",                /* IMAGE_AND_RECORDER */
        "'1:image:_files' '*:recorder:_df2d_recorders'",                /* IMAGE_AND_RECORDERS */
    };
    const struct command *command;
    const struct option_row *row;

    puts("#compdef df2d\n# zsh completion for df2d; made by `df2d completion zsh`.\n\n_df2d_commands() {\n"
         "    local -a commands=(");
    for (command = COMMANDS; command->name; command++) {
        printf("        '%s:", command->name);
        put_brief(command->summary, "");
        puts("'");
    }
    puts("    )\n    _describe -t commands command commands\n}\n\n_df2d_recorders() {\n"
         "    local -a recorders=(${(f)\"$(_call_program recorders df2d list --quiet 2>/dev/null | grep -v '^iscsi://[^/]*@')\"} /dev/sr*(N))\n"
         "    _wanted recorders expl recorder compadd -a recorders\n}\n\n_df2d() {\n    local expl\n"
         "    if ((CURRENT == 2)); then\n        _df2d_commands\n        return\n    fi\n"
         "    local command=$words[2]\n    shift words\n    ((CURRENT--))\n    case $command in");
    for (command = COMMANDS; command->name; command++) {
        printf("        %s)\n            _arguments %s", command->name, operands[command->operands]);
        for (row = OPTION_ROWS; row->name; row++)
            if (has(command, row))
                put_zsh_option(row);
        puts("\n            ;;");
    }
    puts("    esac\n}\n\n_df2d \"$@\"");
}

/* ---- fish ---- */

static void put_fish_option(const struct command *command, const struct option_row *row)
{
    printf("complete -c df2d -n '__fish_seen_subcommand_from %s' -l %s", command->name, row->name);
    if (row->letter)
        printf(" -s %c", row->letter);
    if (row->value == A_FILE)
        fputs(" -rF", stdout);
    else if (row->value != NO_VALUE && !row->value_is_optional)
        fputs(" -x", stdout);
    if (row->value == A_WORD && !row->value_is_optional) {
        fputs(" -a '", stdout);
        put_words("", row->value_name);
        putchar('\'');
    }
    fputs(" -d '", stdout);
    put_brief(row->help, "\\");
    puts("'");
    /* fish knows no values that may be left out. */
    if (row->value_is_optional) {
        char option[64];

        snprintf(option, sizeof option, "--%s=", row->name);
        printf("complete -c df2d -n '__fish_seen_subcommand_from %s; and string match -q -- \"-*\" (commandline -ct)' -a '",
               command->name);
        put_words(option, row->value_name);
        puts("'");
    }
}

static void fish_completion(void)
{
    const struct command *command;
    const struct option_row *row;

    puts("# fish completion for df2d; made by `df2d completion fish`.\n\nfunction __df2d_recorders\n"
         "    df2d list --quiet 2>/dev/null | string match -v 'iscsi://*@*'\n    path filter -- /dev/sr* 2>/dev/null\nend\n\ncomplete -c df2d -f");
    for (command = COMMANDS; command->name; command++) {
        printf("\ncomplete -c df2d -n __fish_use_subcommand -a %s -d '", command->name);
        put_brief(command->summary, "\\");
        puts("'");
        if (takes_image(command))
            printf("complete -c df2d -n '__fish_seen_subcommand_from %s' -F\n", command->name);
        if (command->operands >= A_RECORDER)
            printf("complete -c df2d -n '__fish_seen_subcommand_from %s' -a '(__df2d_recorders)'\n", command->name);
        if (command->operands == A_COMMAND) {
            printf("complete -c df2d -n '__fish_seen_subcommand_from %s' -a '", command->name);
            put_commands();
            puts("'");
        }
        if (command->operands == A_SHELL)
            printf("complete -c df2d -n '__fish_seen_subcommand_from %s' -a 'bash zsh fish'\n", command->name);
        for (row = OPTION_ROWS; row->name; row++)
            if (has(command, row))
                put_fish_option(command, row);
    }
}

enum exit_code run_completion(const struct options *options)
{
    static const char *const shells[] = {"bash", "zsh", "fish", NULL};
    const char *meant;

    if (strcmp(options->word, "bash") == 0)
        bash_completion();
    else if (strcmp(options->word, "zsh") == 0)
        zsh_completion();
    else if (strcmp(options->word, "fish") == 0)
        fish_completion();
    else if ((meant = nearest(options->word, shells)) != NULL)
        usage_error(options->command, "%s is no shell that df2d knows; is it %s?", options->word, meant);
    else
        usage_error(options->command, "%s is no shell that df2d knows; it knows bash, zsh and fish.", options->word);
    return EXIT_DONE;
}
