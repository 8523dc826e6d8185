// Sources that are looked at before they run, and entries that share one state.

#ifndef TALLYSTICK_CHUNK_H
#define TALLYSTICK_CHUNK_H

#include <stddef.h>
#include <stdint.h>

typedef struct tsk_state tsk_state;

// Compiles a source. The incoming value is its binary form, as lua_dump writes it, with the names
// and lines for debugging.
int tsk_chunk_dump(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, int64_t *count);

// Compiles a source. The incoming value is the function that runs it.
int tsk_chunk_function(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, int64_t *count);

// The same, with the outgoing value, a table, in the place of the globals.
int tsk_chunk_apart(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, int64_t *count);

// Counts time and output from here on anew. A limit that was reached stays reached.
void tsk_chunk_renew(tsk_state *s);

#endif
