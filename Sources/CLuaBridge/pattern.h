// Lua's patterns, as the reference manual has them (section 6.4.1), with every step counted against
// the script's time.
//
// A pattern is first turned into a list of operations, which cannot raise: what is wrong with it
// becomes an operation too, since Lua complains only about what a match comes to. A pattern has no
// alternatives and no nesting, so which captures are open, closed or positions is known at every
// operation before anything is matched.

#ifndef TALLYSTICK_PATTERN_H
#define TALLYSTICK_PATTERN_H

#include "internal.h"

enum {
  TSK_PATTERN_DEPTH = 200,      // captures and repetitions that Lua allows on the way of one match
  TSK_PATTERN_CAPTURES = 32,    // captures that Lua allows in one pattern
  TSK_PATTERN_OPERATIONS = 20,  // operations that need no block of their own
  TSK_PATTERN_PIECE = 1 << 16   // bytes that are compared or searched between two payments
};

typedef enum tsk_kind {
  TSK_MATCHED,
  TSK_TEXT,      // bytes as they are
  TSK_ONE,       // a single byte of some sort: this one, and the next four, have a `sort`
  TSK_MAYBE,     // x?
  TSK_MANY,      // x*
  TSK_SOME,      // x+
  TSK_FEW,       // x-
  TSK_OPEN,      // (
  TSK_CLOSE,     // )
  TSK_POSITION,  // ()
  TSK_AGAIN,     // %1
  TSK_BALANCED,  // %b()
  TSK_FRONTIER,  // %f[set]
  TSK_AT_END,    // $
  TSK_NEVER,
  TSK_WRONG
} tsk_kind;

typedef enum tsk_sort { TSK_ANY, TSK_BYTE, TSK_OTHER_BYTE, TSK_MEMBER } tsk_sort;

typedef struct tsk_set {
  uint64_t bits[4];
} tsk_set;

typedef struct tsk_operation {
  uint8_t kind, sort;
  uint8_t capture;      // or the number in the text of what is wrong
  uint8_t first, last;  // the byte, or the pair of %b
  union {
    tsk_set set;
    struct {
      const char *bytes;
      size_t count;
    } text;
    const char *problem;
  } of;
} tsk_operation;

enum { TSK_CAPTURE_OPEN, TSK_CAPTURE_TEXT, TSK_CAPTURE_POSITION };

// What is known of a pattern beside its operations.
typedef struct tsk_outline {
  size_t count;  // of the operations
  size_t lead;   // the first one that needs a byte, if only captures are before it; else count
  bool anchored;
  uint8_t capture_count;
  uint8_t captures[TSK_PATTERN_CAPTURES];
} tsk_outline;

// A pattern being read. Points into itself: it stays where it is.
typedef struct tsk_pattern {
  tsk_outline outline;
  tsk_operation *operations;
  size_t capacity;
  int slot;  // the stack index that takes a larger block
  tsk_operation first[TSK_PATTERN_OPERATIONS];
} tsk_pattern;

typedef struct tsk_matcher {
  lua_State *L;
  const tsk_outline *outline;
  const tsk_operation *operations;
  const char *start, *end;  // of the subject
  const char *last;         // where the last match ended: an empty one there does not count
  int64_t steps;            // not yet paid
  const char *from[TSK_PATTERN_CAPTURES], *to[TSK_PATTERN_CAPTURES];
} tsk_matcher;

// pattern_set.c
void tsk_set_class(tsk_set *set, uint8_t letter);
void tsk_set_add(tsk_set *set, const char *members, const char *end);

static inline bool tsk_set_has(const tsk_set *set, uint8_t byte) {
  return (set->bits[byte >> 6] >> (byte & 63) & 1) != 0;
}

// pattern_read.c
void tsk_pattern_read(
    lua_State *L, tsk_pattern *pattern, const char *text, size_t count, bool anchors, int slot);

// pattern_match.c
const char *tsk_match(tsk_matcher *m, const char *s);

// pattern_search.c
void tsk_matcher_start(
    tsk_matcher *m, lua_State *L, const tsk_outline *outline, const tsk_operation *operations,
    const char *subject, size_t count);
const char *tsk_search(tsk_matcher *m, const char **start);
const char *tsk_search_text(tsk_matcher *m, const char *s, const char *text, size_t count);
bool tsk_same(tsk_matcher *m, const char *left, const char *right, size_t count);

static inline void tsk_spend(tsk_matcher *m, int64_t steps) {
  m->steps += steps;
  if (m->steps < TSK_STEPS_PER_LOOK) return;
  steps = m->steps;
  m->steps = 0;
  tsk_steps(m->L, steps);
}

// pattern_captures.c
void tsk_push_capture(const tsk_matcher *m, int index, const char *from, const char *to);
int tsk_push_captures(const tsk_matcher *m, const char *from, const char *to);
size_t tsk_start_offset(lua_Integer position, size_t count);

// pattern_find.c, pattern_gmatch.c, pattern_gsub.c
int tsk_find(lua_State *L);
int tsk_match_string(lua_State *L);
int tsk_gmatch(lua_State *L);
int tsk_gsub(lua_State *L);

#endif
