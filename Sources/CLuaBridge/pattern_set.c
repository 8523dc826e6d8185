// Sets of bytes: %a, [a-z]. They are those of the C locale, whatever the process is set to.

#include "pattern.h"

// The bytes below 128 of a class; above them there are none.
typedef struct tsk_class {
  uint64_t low, high;
} tsk_class;

static const tsk_class alphabetic = {0, 0x07FFFFFE07FFFFFE};
static const tsk_class control = {0x00000000FFFFFFFF, 0x8000000000000000};
static const tsk_class digit = {0x03FF000000000000, 0};
static const tsk_class graphic = {0xFFFFFFFE00000000, 0x7FFFFFFFFFFFFFFF};
static const tsk_class lower = {0, 0x07FFFFFE00000000};
static const tsk_class punctuation = {0xFC00FFFE00000000, 0x78000001F8000001};
static const tsk_class space = {0x0000000100003E00, 0};
static const tsk_class upper = {0, 0x0000000007FFFFFE};
static const tsk_class alphanumeric = {0x03FF000000000000, 0x07FFFFFE07FFFFFE};
static const tsk_class hexadecimal = {0x03FF000000000000, 0x0000007E0000007E};
static const tsk_class nul = {1, 0};  // %z, of earlier versions; 5.4 still has it

static const tsk_class *class_of(uint8_t letter) {
  switch (letter | 0x20) {
    case 'a': return &alphabetic;
    case 'c': return &control;
    case 'd': return &digit;
    case 'g': return &graphic;
    case 'l': return &lower;
    case 'p': return &punctuation;
    case 's': return &space;
    case 'u': return &upper;
    case 'w': return &alphanumeric;
    case 'x': return &hexadecimal;
    case 'z': return &nul;
    default: return NULL;
  }
}

static void add_byte(tsk_set *set, uint8_t byte) {
  set->bits[byte >> 6] |= (uint64_t)1 << (byte & 63);
}

static void add_range(tsk_set *set, uint8_t first, uint8_t last) {
  if (first > last) return;
  for (int i = first >> 6; i <= last >> 6; i++) {
    uint64_t bits = UINT64_MAX;
    if (i == first >> 6) bits &= UINT64_MAX << (first & 63);
    if (i == last >> 6) bits &= UINT64_MAX >> (63 - (last & 63));
    set->bits[i] |= bits;
  }
}

// What follows a %: a class, its complement if the letter is a capital, or a byte that stands for
// itself.
static void add_class(tsk_set *set, uint8_t letter) {
  bool is_letter = tsk_set_has(&(tsk_set){{0, alphabetic.high}}, letter);
  const tsk_class *class = is_letter ? class_of(letter) : NULL;
  if (class == NULL) {
    add_byte(set, letter);
  } else if ((letter & 0x20) != 0) {
    set->bits[0] |= class->low;
    set->bits[1] |= class->high;
  } else {
    set->bits[0] |= ~class->low;
    set->bits[1] |= ~class->high;
    set->bits[2] = set->bits[3] = UINT64_MAX;
  }
}

void tsk_set_class(tsk_set *set, uint8_t letter) {
  *set = (tsk_set){{0}};
  add_class(set, letter);
}

// Makes the set of what stands between the brackets.
void tsk_set_add(tsk_set *set, const char *members, const char *end) {
  bool complement = members < end && *members == '^';
  *set = (tsk_set){{0}};
  for (const char *next = members + complement; next < end;) {
    if (*next == '%') {
      add_class(set, (uint8_t)next[1]);
      next += 2;
    } else if (end - next > 2 && next[1] == '-') {
      add_range(set, (uint8_t)next[0], (uint8_t)next[2]);
      next += 3;
    } else {
      add_byte(set, (uint8_t)*next++);
    }
  }
  for (int i = 0; i < 4 && complement; i++) set->bits[i] = ~set->bits[i];
}
