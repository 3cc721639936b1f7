/* Where a test holds an operation inside a callback for as long as it likes, and waits for what callbacks count. */
#ifndef DF2D_GATE_H
#define DF2D_GATE_H

#include "test.h"

#include <pthread.h>

static struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int inside, opened;
} gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};

/* Called in a callback. */
TEST_UNUSED static void gate_pass(void)
{
    pthread_mutex_lock(&gate.lock);
    gate.inside = 1;
    pthread_cond_broadcast(&gate.changed);
    while (!gate.opened) pthread_cond_wait(&gate.changed, &gate.lock);
    pthread_mutex_unlock(&gate.lock);
}

/* Until somebody stands before it. */
TEST_UNUSED static void gate_await(void)
{
    pthread_mutex_lock(&gate.lock);
    while (!gate.inside) pthread_cond_wait(&gate.changed, &gate.lock);
    pthread_mutex_unlock(&gate.lock);
}

TEST_UNUSED static void gate_set(int open)
{
    pthread_mutex_lock(&gate.lock);
    gate.inside = 0;
    gate.opened = open;
    pthread_cond_broadcast(&gate.changed);
    pthread_mutex_unlock(&gate.lock);
}

/* A df2d_free_fn: counts in the int that it is given. */
TEST_UNUSED static void count_free(void *user_data)
{
    pthread_mutex_lock(&gate.lock);
    ++*(int *)user_data;
    pthread_cond_broadcast(&gate.changed);
    pthread_mutex_unlock(&gate.lock);
}

TEST_UNUSED static void await_count(const int *count)
{
    pthread_mutex_lock(&gate.lock);
    while (*count == 0) pthread_cond_wait(&gate.changed, &gate.lock);
    pthread_mutex_unlock(&gate.lock);
}

#endif
