// Matches a pattern at one place of the subject.
//
// Nothing here recurses: what could still be tried is on a stack of choices. A choice is only ever
// left by a repetition that took a byte, and Lua allows 200 of these, with the captures, on the way
// of a match. Captures need not be restored: whoever goes back to before one sets it anew.

#include "pattern.h"

typedef struct tsk_choice {
  const tsk_operation *operation;
  const char *at;     // TSK_MAYBE: where to go on without it; else, where the repetition now ends
  const char *least;  // TSK_MANY, TSK_SOME: where it ends at the least, which is before `at`
  int depth;
} tsk_choice;

static inline bool fits(const tsk_operation *operation, char byte) {
  switch ((tsk_sort)operation->sort) {
    case TSK_BYTE: return (uint8_t)byte == operation->first;
    case TSK_OTHER_BYTE: return (uint8_t)byte != operation->first;
    case TSK_MEMBER: return tsk_set_has(&operation->of.set, (uint8_t)byte);
    case TSK_ANY: break;
  }
  return true;
}

// Where the bytes that fit end.
static inline const char *pass(const tsk_operation *operation, const char *s, const char *end) {
  switch ((tsk_sort)operation->sort) {
    case TSK_BYTE:
      while (s < end && (uint8_t)*s == operation->first) s++;
      return s;
    case TSK_OTHER_BYTE:
      while (s < end && (uint8_t)*s != operation->first) s++;
      return s;
    case TSK_MEMBER:
      while (s < end && tsk_set_has(&operation->of.set, (uint8_t)*s)) s++;
      return s;
    case TSK_ANY: break;
  }
  return end;
}

// The same, paid for piece by piece.
static const char *pass_all(tsk_matcher *m, const tsk_operation *operation, const char *s) {
  if (operation->sort == TSK_ANY) return m->end;
  for (;;) {
    const char *end = m->end - s > TSK_STEPS_PER_LOOK ? s + TSK_STEPS_PER_LOOK : m->end;
    const char *stop = pass(operation, s, end);
    tsk_spend(m, stop - s);
    if (stop < end || end == m->end) return stop;
    s = stop;
  }
}

// Where the balanced text that starts at s ends, or NULL.
static const char *balance(tsk_matcher *m, const tsk_operation *operation, const char *s) {
  if (s == m->end || (uint8_t)*s != operation->first) return NULL;
  const char *paid = s;
  for (int64_t open = 1; ++s < m->end;) {
    if (s - paid == TSK_STEPS_PER_LOOK) {
      tsk_spend(m, s - paid);
      paid = s;
    }
    if ((uint8_t)*s == operation->last) {
      if (--open > 0) continue;
      tsk_spend(m, s - paid);
      return s + 1;
    } else if ((uint8_t)*s == operation->first) {
      open++;
    }
  }
  tsk_spend(m, s - paid);
  return NULL;
}

static bool is_frontier(const tsk_matcher *m, const tsk_set *set, const char *s) {
  uint8_t before = s == m->start ? 0 : (uint8_t)s[-1];
  uint8_t after = s == m->end ? 0 : (uint8_t)*s;
  return !tsk_set_has(set, before) && tsk_set_has(set, after);
}

// The way of the match is one capture or repetition longer.
static inline void deepen(tsk_matcher *m, int *depth) {
  if (++*depth > TSK_PATTERN_DEPTH) luaL_error(m->L, "pattern too complex");
}

// Takes the next possibility of a choice; false when it has none left. Only a repetition can have
// more of them.
static inline bool retry(const tsk_matcher *m, tsk_choice *choice, bool *more) {
  switch (choice->operation->kind) {
    case TSK_FEW:
      if (choice->at == m->end || !fits(choice->operation, *choice->at)) return false;
      choice->at++;
      *more = true;
      return true;
    case TSK_MAYBE:
      *more = false;
      return true;
    default:
      choice->at--;
      *more = choice->at > choice->least;
      return true;
  }
}

// The end of the match that starts at s, or NULL. The captures are then in the matcher.
const char *tsk_match(tsk_matcher *m, const char *s) {
  const tsk_operation *operation = m->operations;
  const char *const end = m->end;
  tsk_choice choices[TSK_PATTERN_DEPTH], *choice = choices;
  int64_t steps = 0;
  int depth = 1;
  for (;;) {
    bool going = true;
    const char *from = s;
    steps++;
    switch ((tsk_kind)operation->kind) {
      case TSK_MATCHED:
        tsk_spend(m, steps);
        return s;
      case TSK_TEXT:
        going = s < end && (uint8_t)*s == operation->first
            && (size_t)(end - s) >= operation->of.text.count
            && (operation->of.text.count == 1
                || tsk_same(m, s + 1, operation->of.text.bytes + 1, operation->of.text.count - 1));
        if (going) s += operation->of.text.count;
        break;
      case TSK_ONE:
        going = s < end && fits(operation, *s);
        if (going) s++;
        break;
      case TSK_MAYBE:
        if (s == end || !fits(operation, *s)) break;
        *choice++ = (tsk_choice){operation, s, NULL, depth};
        deepen(m, &depth);
        s++;
        break;
      case TSK_MANY:
      case TSK_SOME:
        s = pass_all(m, operation, s);
        if (s == from) {
          going = operation->kind == TSK_MANY;
          break;
        }
        deepen(m, &depth);
        if (operation->kind == TSK_SOME) from++;
        if (s > from) *choice++ = (tsk_choice){operation, s, from, depth};
        break;
      case TSK_FEW:
        if (s == end || !fits(operation, *s)) break;
        deepen(m, &depth);
        *choice++ = (tsk_choice){operation, s, NULL, depth};
        break;
      case TSK_OPEN:
      case TSK_POSITION:
        m->from[operation->capture] = s;
        deepen(m, &depth);
        break;
      case TSK_CLOSE:
        m->to[operation->capture] = s;
        deepen(m, &depth);
        break;
      case TSK_AGAIN: {
        const char *text = m->from[operation->capture];
        ptrdiff_t count = m->to[operation->capture] - text;
        going = end - s >= count && tsk_same(m, s, text, (size_t)count);
        if (going) s += count;
        break;
      }
      case TSK_BALANCED:
        s = balance(m, operation, s);
        going = s != NULL;
        break;
      case TSK_FRONTIER:
        going = is_frontier(m, &operation->of.set, s);
        break;
      case TSK_AT_END:
        going = s == end;
        break;
      case TSK_NEVER:
        going = false;
        break;
      case TSK_WRONG:
        luaL_error(m->L, operation->of.problem, operation->capture);
    }
    if (going) {
      operation++;
      continue;
    }
    tsk_spend(m, steps);
    steps = 0;
    bool more;
    do {
      if (choice == choices) return NULL;
    } while (!retry(m, --choice, &more));
    s = choice->at;
    depth = choice->depth;
    operation = choice->operation + 1;
    if (more) choice++;
  }
}
