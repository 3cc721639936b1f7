/* A drive comes and goes: in namespaces of its own this process has a /sys, a /dev and a device manager to play with. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <linux/netlink.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_S = 20 };

static int save(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    int good = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0) close(fd);
    return good;
}

/* Without being root it takes a user namespace, which some systems forbid. */
static int have_own_mounts(void)
{
    char user[60], group[60];
    snprintf(user, sizeof user, "%ld %ld 1\n", (long)geteuid(), (long)geteuid());
    snprintf(group, sizeof group, "%ld %ld 1\n", (long)getegid(), (long)getegid());
    if (unshare(CLONE_NEWNS | CLONE_NEWNET) != 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET) != 0) return 0;
        if (!save("/proc/self/setgroups", "deny") || !save("/proc/self/uid_map", user) ||
            !save("/proc/self/gid_map", group))
            return 0;
    }
    /* No device manager, no block devices, and an empty /dev. */
    return mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("none", "/run", "tmpfs", 0, NULL) == 0 &&
           mount("none", "/sys/class/block", "tmpfs", 0, NULL) == 0 && mount("none", "/dev", "tmpfs", 0, NULL) == 0;
}

static void make_drive(void)
{
    CHECK(mkdir("/sys/class/block/sr0", 0755) == 0 && mkdir("/sys/class/block/sr0/device", 0755) == 0);
    CHECK(save("/sys/class/block/sr0/device/type", "5\n"));
}
static void make_node(void) { CHECK(save("/dev/sr0", "")); }
static void make_link(void)
{
    CHECK(mkdir("/dev/disk", 0755) == 0 && mkdir("/dev/disk/by-id", 0755) == 0);
    CHECK(symlink("../../sr0", "/dev/disk/by-id/usb-Drive") == 0);
}

static void plug_in(void)
{
    make_drive();
    make_link();
    make_node();
}

static void unplug(void)
{
    CHECK(unlink("/dev/sr0") == 0 && unlink("/dev/disk/by-id/usb-Drive") == 0);
    CHECK(rmdir("/dev/disk/by-id") == 0 && rmdir("/dev/disk") == 0);
    CHECK(unlink("/sys/class/block/sr0/device/type") == 0);
    CHECK(rmdir("/sys/class/block/sr0/device") == 0 && rmdir("/sys/class/block/sr0") == 0);
}

/* What a callback was told, and what it does about it. */
typedef struct told {
    df2d_master_t *master;
    sem_t told, may_go, freed;
    char id[80];
    uint32_t cookie;
    pthread_t thread;
    df2d_hresult answer;
    void (*act)(struct told *);
} told;

static void told_begin(told *t, void (*act)(told *))
{
    memset(t, 0, sizeof *t);
    t->act = act;
    sem_init(&t->told, 0, 0);
    sem_init(&t->may_go, 0, 0);
    sem_init(&t->freed, 0, 0);
    CHECK_HR(df2d_master_create(&t->master), DF2D_S_OK);
}

static void told_end(told *t)
{
    sem_destroy(&t->told);
    sem_destroy(&t->may_go);
    sem_destroy(&t->freed);
}

static int comes(sem_t *event)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    while (sem_timedwait(event, &until) != 0)
        if (errno != EINTR) return 0;
    return 1;
}

static void hear(df2d_master_t *object, const char *id, void *user_data, char sign)
{
    told *t = user_data;
    CHECK(object == t->master);
    snprintf(t->id, sizeof t->id, "%c%s", sign, id);
    t->thread = pthread_self();
    if (t->act != NULL) t->act(t);
    sem_post(&t->told);
}
static void on_added(df2d_master_t *object, const char *id, void *user_data) { hear(object, id, user_data, '+'); }
static void on_removed(df2d_master_t *object, const char *id, void *user_data) { hear(object, id, user_data, '-'); }
static void on_free(void *user_data) { sem_post(&((told *)user_data)->freed); }

static void advise(told *t)
{
    CHECK_HR(df2d_master_advise(t->master, on_added, on_removed, t, on_free, &t->cookie), DF2D_S_OK);
}

static int nothing_more(told *t) { return sem_trywait(&t->told) != 0 && sem_trywait(&t->freed) != 0; }

TEST(a_drive_comes_and_goes)
{
    told t;
    char id[80] = "";
    int32_t count = -1;
    size_t needed = 0;
    told_begin(&t, NULL);
    advise(&t);
    plug_in();
    REQUIRE(comes(&t.told));
    CHECK(strcmp(t.id, "+/dev/disk/by-id/usb-Drive") == 0 && !pthread_equal(t.thread, pthread_self()));
    CHECK_HR(df2d_master_get_count(t.master, &count), DF2D_S_OK);
    CHECK_HR(df2d_master_get_item(t.master, 0, id, sizeof id, &needed), DF2D_S_OK);
    CHECK(count == 1 && strcmp(id, t.id + 1) == 0);
    unplug();
    REQUIRE(comes(&t.told));
    CHECK(strcmp(t.id, "-/dev/disk/by-id/usb-Drive") == 0);
    CHECK_HR(df2d_master_unadvise(t.master, t.cookie), DF2D_S_OK);
    CHECK(comes(&t.freed));
    CHECK_HR(df2d_master_destroy(t.master), DF2D_S_OK);
    CHECK(nothing_more(&t));
    told_end(&t);
}

/* Either function can be missing. Both are told in the order in which they were advised. */
TEST(one_function)
{
    told t, both;
    uint32_t cookie = 0;
    told_begin(&t, NULL);
    told_begin(&both, NULL);
    CHECK_HR(df2d_master_destroy(both.master), DF2D_S_OK);
    both.master = t.master;
    CHECK_HR(df2d_master_advise(t.master, NULL, on_removed, &t, on_free, &cookie), DF2D_S_OK);
    advise(&both);
    plug_in();
    REQUIRE(comes(&both.told));
    CHECK(nothing_more(&t));
    unplug();
    REQUIRE(comes(&both.told));
    CHECK(sem_trywait(&t.told) == 0 && t.id[0] == '-');
    CHECK_HR(df2d_master_destroy(t.master), DF2D_S_OK);
    CHECK(sem_trywait(&t.freed) == 0 && sem_trywait(&both.freed) == 0);
    told_end(&t);
    told_end(&both);
}

static void unadvise_itself(told *t) { t->answer = df2d_master_unadvise(t->master, t->cookie); }

/* Its data go after the call, not within. */
TEST(unadvise_inside)
{
    told t;
    told_begin(&t, unadvise_itself);
    advise(&t);
    plug_in();
    REQUIRE(comes(&t.told) && comes(&t.freed));
    CHECK_HR(t.answer, DF2D_S_OK);
    unplug();
    CHECK_HR(df2d_master_destroy(t.master), DF2D_S_OK);
    CHECK(nothing_more(&t));
    told_end(&t);
}

static void destroy_it(told *t) { t->answer = df2d_master_destroy(t->master); }
static void release_it(told *t) { t->answer = df2d_master_release(t->master); }

static void ends_inside(void (*act)(told *), df2d_hresult answer)
{
    told t;
    int32_t count = 0;
    told_begin(&t, act);
    advise(&t);
    plug_in();
    REQUIRE(comes(&t.told) && comes(&t.freed));
    CHECK_HR(t.answer, answer);
    CHECK_HR(df2d_master_get_count(t.master, &count), DF2D_E_HANDLE);
    unplug();
    CHECK(nothing_more(&t));
    told_end(&t);
    /* The object goes when the callback has returned. */
    while (test_alive() > 0) sched_yield();
}

TEST(destroy_inside) { ends_inside(destroy_it, DF2D_S_FALSE); }
TEST(release_inside) { ends_inside(release_it, DF2D_S_OK); }

static void stay(told *t)
{
    sem_post(&t->told);
    CHECK(comes(&t->may_go));
    t->answer = DF2D_S_OK;
}

static void *destroy_outside(void *user_data)
{
    told *t = user_data;
    CHECK_HR(df2d_master_destroy(t->master), DF2D_S_OK);
    /* The callback has returned, and its data have gone. */
    CHECK(t->answer == DF2D_S_OK && sem_trywait(&t->freed) == 0);
    return NULL;
}

TEST(destroy_waits_for_a_callback)
{
    told t;
    pthread_t thread;
    int32_t count = 0;
    told_begin(&t, stay);
    t.answer = DF2D_E_PENDING;
    advise(&t);
    plug_in();
    REQUIRE(comes(&t.told));
    REQUIRE(pthread_create(&thread, NULL, destroy_outside, &t) == 0);
    /* The handle is dead before the callback returns. */
    while (df2d_master_get_count(t.master, &count) != DF2D_E_HANDLE) sched_yield();
    sem_post(&t.may_go);
    pthread_join(thread, NULL);
    unplug();
    told_end(&t);
}

/* What a device manager sends once it is done with a device. */
static void tell_of_block_device(void)
{
    static const char properties[] = "ACTION=add\0SUBSYSTEM=block\0DEVNAME=/dev/sr0";
    struct {
        char prefix[8];
        uint8_t magic[4];
        uint32_t header_size, properties_offset, properties_length, hashes[4];
        char properties[sizeof properties];
    } message = {"libudev", {0xFE, 0xED, 0xCA, 0xFE}, 40, 40, sizeof properties, {0}, {0}};
    struct sockaddr_nl everybody;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);
    memset(&everybody, 0, sizeof everybody);
    everybody.nl_family = AF_NETLINK;
    everybody.nl_groups = 2;
    memcpy(message.properties, properties, sizeof properties);
    CHECK(sendto(fd, &message, 40 + sizeof properties, 0, (struct sockaddr *)&everybody, sizeof everybody) > 0);
    close(fd);
}

/* With a device manager a node alone is no news: its lasting name is yet to come. */
TEST(a_device_manager_tells)
{
    told t;
    CHECK(mkdir("/run/udev", 0755) == 0 && save("/run/udev/control", ""));
    told_begin(&t, NULL);
    advise(&t);
    make_drive();
    make_node();
    make_link();
    tell_of_block_device();
    REQUIRE(comes(&t.told));
    CHECK(strcmp(t.id, "+/dev/disk/by-id/usb-Drive") == 0);
    unplug();
    tell_of_block_device();
    REQUIRE(comes(&t.told));
    CHECK(strcmp(t.id, "-/dev/disk/by-id/usb-Drive") == 0);
    CHECK_HR(df2d_master_destroy(t.master), DF2D_S_OK);
    told_end(&t);
}

int main(void)
{
    if (!have_own_mounts()) {
        printf("# skipped: no namespaces of its own (%s)\n", strerror(errno));
        return 0;
    }
    RUN(a_drive_comes_and_goes);
    RUN(one_function);
    RUN(unadvise_inside);
    RUN(destroy_inside);
    RUN(release_inside);
    RUN(destroy_waits_for_a_callback);
    RUN(a_device_manager_tells);
    return test_end();
}
