// A thread with a stack of a chosen size.

#include <pthread.h>
#include <stdlib.h>

#include "CLuaBridge.h"

typedef struct tsk_thread {
  void (*body)(void *);
  void *context;
} tsk_thread;

static void *start(void *argument) {
  tsk_thread thread = *(tsk_thread *)argument;
  free(argument);
  thread.body(thread.context);
  return NULL;
}

int tsk_thread_start(size_t stack_bytes, void (*body)(void *), void *context) {
  tsk_thread *thread = malloc(sizeof *thread);
  if (thread == NULL) return -1;
  *thread = (tsk_thread){body, context};
  pthread_attr_t attributes;
  int failed = pthread_attr_init(&attributes);
  if (failed == 0) {
    pthread_t id;
    failed = pthread_attr_setstacksize(&attributes, stack_bytes);
    if (failed == 0) failed = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (failed == 0) failed = pthread_create(&id, &attributes, start, thread);
    pthread_attr_destroy(&attributes);
  }
  if (failed != 0) free(thread);
  return failed;
}
