// Looks for a match, or for plain text, from one place of the subject on.

#include <string.h>

#include "pattern.h"

// A step is what takes a few nanoseconds, in which memchr and memcmp get through many bytes.
static int64_t steps_of(size_t bytes) {
  return (int64_t)(bytes / 16 + 1);
}

// Whether bytes are the same, paid for piece by piece.
bool tsk_same(tsk_matcher *m, const char *left, const char *right, size_t count) {
  while (count > 0) {
    size_t piece = count < TSK_PATTERN_PIECE ? count : TSK_PATTERN_PIECE;
    tsk_spend(m, steps_of(piece));
    if (memcmp(left, right, piece) != 0) return false;
    left += piece;
    right += piece;
    count -= piece;
  }
  return true;
}

// The first place of a byte from s on, or NULL.
static const char *find_byte(tsk_matcher *m, const char *s, uint8_t byte) {
  while (s < m->end) {
    size_t left = (size_t)(m->end - s);
    size_t piece = left < TSK_PATTERN_PIECE ? left : TSK_PATTERN_PIECE;
    const char *found = memchr(s, byte, piece);
    tsk_spend(m, steps_of(found == NULL ? piece : (size_t)(found - s)));
    if (found != NULL) return found;
    s += piece;
  }
  return NULL;
}

// The first place of a text from s on, or NULL.
const char *tsk_search_text(tsk_matcher *m, const char *s, const char *text, size_t count) {
  if (count == 0) return s;
  while ((size_t)(m->end - s) >= count) {
    s = find_byte(m, s, (uint8_t)*text);
    if (s == NULL || (size_t)(m->end - s) < count) return NULL;
    if (tsk_same(m, s + 1, text + 1, count - 1)) return s;
    s++;
  }
  return NULL;
}

// MARK: - Patterns

// The first member of a set from s on, or NULL.
static const char *find_member(tsk_matcher *m, const char *s, const tsk_set *set) {
  const char *start = s;
  for (; s < m->end; s++) {
    if (tsk_set_has(set, (uint8_t)*s)) break;
    if (s - start < TSK_STEPS_PER_LOOK) continue;
    tsk_spend(m, s - start);
    start = s;
  }
  tsk_spend(m, s - start);
  return s < m->end ? s : NULL;
}

static const char *find_other_byte(tsk_matcher *m, const char *s, uint8_t byte) {
  for (; s < m->end && (uint8_t)*s == byte; s++) tsk_spend(m, 1);
  return s < m->end ? s : NULL;
}

// The first place from s on where a pattern that needs a byte finds it, or NULL.
static const char *find_lead(tsk_matcher *m, const char *s) {
  const tsk_operation *lead = &m->operations[m->outline->lead];
  if (lead->kind == TSK_TEXT) return find_byte(m, s, lead->first);
  switch ((tsk_sort)lead->sort) {
    case TSK_BYTE: return find_byte(m, s, lead->first);
    case TSK_OTHER_BYTE: return find_other_byte(m, s, lead->first);
    case TSK_MEMBER: return find_member(m, s, &lead->of.set);
    case TSK_ANY: break;
  }
  return s < m->end ? s : NULL;
}

void tsk_matcher_start(
    tsk_matcher *m, lua_State *L, const tsk_outline *outline, const tsk_operation *operations,
    const char *subject, size_t count) {
  m->L = L;
  m->outline = outline;
  m->operations = operations;
  m->start = subject;
  m->end = subject + count;
  m->last = NULL;
  m->steps = 0;
}

// The end of the first match from *start on, or NULL; *start receives where it starts. An anchored
// pattern is only tried there.
const char *tsk_search(tsk_matcher *m, const char **start) {
  bool has_lead = m->outline->lead < m->outline->count;
  for (const char *s = *start;; s++) {
    if (has_lead && (s = find_lead(m, s)) == NULL) return NULL;
    const char *end = tsk_match(m, s);
    if (end != NULL && end != m->last) {
      *start = s;
      return end;
    }
    if (s == m->end || m->outline->anchored) return NULL;
  }
}
