// Blocks of a row's size are not given back but kept for the next rows, a short list of them: a
// loop over rows makes and drops one at every step, and malloc and free would take longer than its
// fields.

#ifndef TALLYSTICK_SPARE_H
#define TALLYSTICK_SPARE_H

#include <stdlib.h>

#include "internal.h"

enum {
  TSK_SPARE_BYTES = 48,  // what a row takes in Lua 5.4 where pointers have 8 bytes; for speed only
#if __has_feature(address_sanitizer)
  TSK_SPARE_BLOCKS = 0  // which has to see every block come and go
#else
  TSK_SPARE_BLOCKS = 1024
#endif
};

struct tsk_spare {
  struct tsk_spare *next;
};

static inline void tsk_release_block(tsk_state *s, void *block, size_t size) {
  if (size != TSK_SPARE_BYTES || s->spare_count == TSK_SPARE_BLOCKS) {
    free(block);
    return;
  }
  struct tsk_spare *spare = block;
  spare->next = s->spare;
  s->spare = spare;
  s->spare_count++;
}

// Does what realloc does.
static inline void *tsk_resize_block(tsk_state *s, void *block, size_t size) {
  struct tsk_spare *spare = s->spare;
  if (block != NULL || size != TSK_SPARE_BYTES || spare == NULL) return realloc(block, size);
  s->spare = spare->next;
  s->spare_count--;
  return spare;
}

static inline void tsk_free_spare(tsk_state *s) {
  while (s->spare != NULL) {
    struct tsk_spare *spare = s->spare;
    s->spare = spare->next;
    free(spare);
  }
}

#endif
