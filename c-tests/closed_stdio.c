/* A program that was started without standard input, output and error: what it prints never reaches the disc. */
#include "burn.h"

#include <fcntl.h>
#include <sys/wait.h>

static int printed_into(int fd)
{
    return fcntl(fd, F_GETFD) != -1 && write(fd, "printed", 7) == 7;
}

/* In a process of its own: the status says what went wrong. */
static int burn_without_stdio(const unsigned char *image)
{
    burner b;
    int bad = 0;
    close(0);
    close(1);
    close(2);
    b = burner_open("stdio.img", "media=dvd+r&size=60000&clock=virtual");
    for (int fd = 0; fd < 3; ++fd) bad |= printed_into(fd);
    bad |= (write_image(b.object, image, 320) != DF2D_S_OK) << 1;
    for (int fd = 0; fd < 3; ++fd) bad |= printed_into(fd);
    burner_close(&b);
    bad |= (test_failed_checks != 0) << 2;
    return bad | (sectors_alike("stdio.img", 0, image, 320) != 320) << 3;
}

TEST(disc_beyond_the_standard_descriptors)
{
    unsigned char *image = new_image(320, 1);
    int status = -1;
    pid_t pid;
    fflush(stdout);
    pid = fork();
    if (pid == 0) _exit(burn_without_stdio(image));
    REQUIRE(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(image);
}

int main(void)
{
    RUN(disc_beyond_the_standard_descriptors);
    return test_end();
}
