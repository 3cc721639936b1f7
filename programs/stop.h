/* Ctrl-C and its like, and waiting for them. */
#ifndef STOP_H
#define STOP_H

/* How many times somebody asked to stop; no more than twice. */
int stops(void);

/*
 * From here on signals only ask to stop. As long as no operation runs nothing is at stake, and the second one ends the
 * program.
 */
void catch_stops(void);
void set_at_stake(int at_stake);

/* Waits until somebody asks to stop, which is -1, or wake was called, which is its number. Needs catch_stops. */
int wait_for_news(void);

/* Waits until something can be read there, which is 1, or somebody asks to stop, also before. Needs catch_stops. */
int wait_for_input(int descriptor);

/* May be called on any thread; the number is 0 to 127. */
void wake(int number);

/* Keeps the machine from going to sleep as long as this program runs, where the system offers that. */
void stay_awake(void);

#endif
