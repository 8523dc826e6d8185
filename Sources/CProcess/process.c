#define _GNU_SOURCE

#include "CProcess.h"

#include <stddef.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>

int tsk_memory_file(const char *name) {
  return memfd_create(name, MFD_CLOEXEC);
}

// The hard limit stays, and so does what the machine's owner set lower.
static void bound(int resource, rlim_t most) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur <= most) return;
  limit.rlim_cur = most;
  setrlimit(resource, &limit);
}

void tsk_bound_cpu(uint64_t seconds) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_CPU, &limit) != 0) return;
  limit.rlim_cur = seconds < limit.rlim_max ? seconds : limit.rlim_max;
  setrlimit(RLIMIT_CPU, &limit);
}

void tsk_end_after_cpu(uint64_t milliseconds) {
  struct itimerval timer = {
      .it_value = {
          .tv_sec = (time_t)(milliseconds / 1000),
          .tv_usec = (suseconds_t)(milliseconds % 1000 * 1000),
      },
  };
  setitimer(ITIMER_PROF, &timer, NULL);
}

void tsk_confine_process(uint64_t cpu_seconds, uint64_t address_bytes) {
  tsk_bound_cpu(cpu_seconds);
  if (address_bytes > 0) bound(RLIMIT_AS, address_bytes);
  bound(RLIMIT_CORE, 0);
}
