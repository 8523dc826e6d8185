// Calls of the system that Swift does not see, or sees under other names on each C library.

#ifndef TALLYSTICK_CPROCESS_H
#define TALLYSTICK_CPROCESS_H

#include <stdint.h>

// Makes a file in memory for reading and writing, which is closed where the process becomes another
// program. Returns -1 and sets errno where that failed.
int tsk_memory_file(const char *name);

// Bounds this process from now on: its processor time in seconds since it began, and the bytes of
// its address space, 0 for no bound. It leaves no core file.
void tsk_confine_process(uint64_t cpu_seconds, uint64_t address_bytes);

// Ends this process by SIGPROF when it has used that much more processor time: finer than the bound,
// which counts whole seconds.
void tsk_end_after_cpu(uint64_t milliseconds);

// Sets the bound on processor time anew.
void tsk_bound_cpu(uint64_t seconds);

#endif
