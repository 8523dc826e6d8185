// Turns a pattern's text into operations.

#include <string.h>

#include "pattern.h"

typedef struct tsk_reader {
  lua_State *L;
  tsk_pattern *pattern;
  const char *next, *end;
} tsk_reader;

static tsk_operation *add(tsk_reader *r, tsk_kind kind) {
  tsk_pattern *pattern = r->pattern;
  size_t count = pattern->outline.count;
  if (count == pattern->capacity) {
    size_t capacity = 2 * count;
    if (capacity * sizeof(tsk_operation) >= TSK_LARGE_BLOCK) tsk_see(r->L);
    tsk_steps(r->L, (int64_t)count);
    tsk_operation *larger = lua_newuserdatauv(r->L, capacity * sizeof(tsk_operation), 0);
    memcpy(larger, pattern->operations, count * sizeof(tsk_operation));
    lua_replace(r->L, pattern->slot);  // which the block before it may have been in
    pattern->operations = larger;
    pattern->capacity = capacity;
  }
  pattern->outline.count++;
  tsk_operation *operation = &pattern->operations[count];
  operation->kind = (uint8_t)kind;
  return operation;
}

// Adds an error, behind which nothing more is read.
static void add_problem(tsk_reader *r, const char *problem, int number) {
  tsk_operation *operation = add(r, TSK_WRONG);
  operation->capture = (uint8_t)number;
  operation->of.problem = problem;
  r->next = r->end;
}

// MARK: - Captures

static void read_open(tsk_reader *r) {
  tsk_outline *outline = &r->pattern->outline;
  bool is_position = r->next < r->end && *r->next == ')';
  if (is_position) r->next++;
  if (outline->capture_count == TSK_PATTERN_CAPTURES) {
    add_problem(r, "too many captures", 0);
    return;
  }
  int capture = outline->capture_count++;
  outline->captures[capture] = is_position ? TSK_CAPTURE_POSITION : TSK_CAPTURE_OPEN;
  add(r, is_position ? TSK_POSITION : TSK_OPEN)->capture = (uint8_t)capture;
}

// Closes the innermost capture that is open.
static void read_close(tsk_reader *r) {
  tsk_outline *outline = &r->pattern->outline;
  for (int capture = outline->capture_count; capture-- > 0;) {
    if (outline->captures[capture] != TSK_CAPTURE_OPEN) continue;
    outline->captures[capture] = TSK_CAPTURE_TEXT;
    add(r, TSK_CLOSE)->capture = (uint8_t)capture;
    return;
  }
  add_problem(r, "invalid pattern capture", 0);
}

static void read_again(tsk_reader *r, int digit) {
  const tsk_outline *outline = &r->pattern->outline;
  int capture = digit - 1;
  if (capture < 0 || capture >= outline->capture_count
      || outline->captures[capture] == TSK_CAPTURE_OPEN) {
    add_problem(r, "invalid capture index %%%d", digit);
  } else if (outline->captures[capture] == TSK_CAPTURE_POSITION) {
    add(r, TSK_NEVER);  // a position has no text
  } else {
    add(r, TSK_AGAIN)->capture = (uint8_t)capture;
  }
}

// MARK: - Single bytes

// The bracket that ends a set, or NULL. The first member may be a bracket itself.
static const char *find_bracket(const char *members, const char *end) {
  const char *next = members;
  if (next < end && *next == '^') next++;
  for (bool first = true; next < end; first = false) {
    if (*next == ']' && !first) return next;
    next += *next == '%' && next + 1 < end ? 2 : 1;
  }
  return NULL;
}

// Reads a set behind its opening bracket; false and an error if it does not end.
static bool read_set(tsk_reader *r, const char **members, const char **close) {
  *members = r->next;
  *close = find_bracket(r->next, r->end);
  if (*close == NULL) {
    add_problem(r, "malformed pattern (missing ']')", 0);
    return false;
  }
  r->next = *close + 1;
  return true;
}

static tsk_kind read_suffix(tsk_reader *r) {
  if (r->next == r->end) return TSK_ONE;
  r->next++;
  switch (r->next[-1]) {
    case '?': return TSK_MAYBE;
    case '*': return TSK_MANY;
    case '+': return TSK_SOME;
    case '-': return TSK_FEW;
  }
  r->next--;
  return TSK_ONE;
}

// Adds a byte that stands for itself; with its neighbours in the pattern it is one text.
static void read_byte(tsk_reader *r, const char *byte) {
  tsk_kind kind = read_suffix(r);
  if (kind != TSK_ONE) {
    tsk_operation *operation = add(r, kind);
    operation->sort = TSK_BYTE;
    operation->first = (uint8_t)*byte;
    return;
  }
  size_t count = r->pattern->outline.count;
  tsk_operation *before = count == 0 ? NULL : &r->pattern->operations[count - 1];
  if (before != NULL && before->kind == TSK_TEXT
      && before->of.text.bytes + before->of.text.count == byte) {
    before->of.text.count++;
    return;
  }
  tsk_operation *operation = add(r, TSK_TEXT);
  operation->first = (uint8_t)*byte;
  operation->of.text.bytes = byte;
  operation->of.text.count = 1;
}

static void read_bracket(tsk_reader *r) {
  const char *members, *close;
  if (!read_set(r, &members, &close)) return;
  tsk_operation *operation = add(r, read_suffix(r));
  if (close - members == 2 && members[0] == '^') {
    operation->sort = TSK_OTHER_BYTE;
    operation->first = (uint8_t)members[1];
  } else {
    operation->sort = TSK_MEMBER;
    tsk_set_add(&operation->of.set, members, close);
  }
}

// MARK: - Escapes

static void read_balanced(tsk_reader *r) {
  if (r->end - r->next < 2) {
    add_problem(r, "malformed pattern (missing arguments to '%%b')", 0);
    return;
  }
  tsk_operation *operation = add(r, TSK_BALANCED);
  operation->first = (uint8_t)*r->next++;
  operation->last = (uint8_t)*r->next++;
}

static void read_frontier(tsk_reader *r) {
  const char *members, *close;
  if (r->next == r->end || *r->next != '[') {
    add_problem(r, "missing '[' after '%%f' in pattern", 0);
    return;
  }
  r->next++;
  if (!read_set(r, &members, &close)) return;
  tsk_set_add(&add(r, TSK_FRONTIER)->of.set, members, close);
}

static void read_class(tsk_reader *r, const char *letter) {
  bool is_letter = (*letter >= 'a' && *letter <= 'z') || (*letter >= 'A' && *letter <= 'Z');
  if (!is_letter) {
    read_byte(r, letter);
    return;
  }
  tsk_operation *operation = add(r, read_suffix(r));
  operation->sort = TSK_MEMBER;
  tsk_set_class(&operation->of.set, (uint8_t)*letter);
}

static void read_escape(tsk_reader *r) {
  if (r->next == r->end) {
    add_problem(r, "malformed pattern (ends with '%%')", 0);
    return;
  }
  const char *letter = r->next++;
  if (*letter == 'b') {
    read_balanced(r);
  } else if (*letter == 'f') {
    read_frontier(r);
  } else if (*letter >= '0' && *letter <= '9') {
    read_again(r, *letter - '0');
  } else {
    read_class(r, letter);
  }
}

// MARK: - Patterns

static void read_item(tsk_reader *r) {
  const char *byte = r->next++;
  switch (*byte) {
    case '(': read_open(r); break;
    case ')': read_close(r); break;
    case '[': read_bracket(r); break;
    case '%': read_escape(r); break;
    case '.': add(r, read_suffix(r))->sort = TSK_ANY; break;
    case '$':
      if (r->next == r->end) {
        add(r, TSK_AT_END);
        break;
      }
      read_byte(r, byte);
      break;
    default: read_byte(r, byte);
  }
}

static size_t find_lead(const tsk_pattern *pattern) {
  const tsk_operation *next = pattern->operations;
  if (pattern->outline.anchored) return pattern->outline.count;
  while (next->kind == TSK_OPEN || next->kind == TSK_POSITION) next++;
  bool needs_byte = next->kind == TSK_TEXT || next->kind == TSK_ONE || next->kind == TSK_SOME;
  return needs_byte ? (size_t)(next - pattern->operations) : pattern->outline.count;
}

// Reads a pattern, whose text must stay. `anchors`: a ^ at its start is an anchor. A pattern that
// is too long for the struct goes to a block in the stack slot.
void tsk_pattern_read(
    lua_State *L, tsk_pattern *pattern, const char *text, size_t count, bool anchors, int slot) {
  tsk_reader r = {L, pattern, text, text + count};
  pattern->outline.count = 0;
  pattern->outline.capture_count = 0;
  pattern->outline.anchored = anchors && count > 0 && *text == '^';
  pattern->operations = pattern->first;
  pattern->capacity = TSK_PATTERN_OPERATIONS;
  pattern->slot = slot;
  if (pattern->outline.anchored) r.next++;
  while (r.next < r.end) read_item(&r);
  add(&r, TSK_MATCHED);
  pattern->outline.lead = find_lead(pattern);
  tsk_steps(L, (int64_t)count);
}
