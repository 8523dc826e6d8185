// The bridge between Swift and Lua.
//
// Lua reports errors with longjmp, which must not cross a Swift frame. So Swift sees no lua_State:
// every function here runs what can raise under a protected call of its own and returns a code, and
// a Swift callback returns before anything is raised on its behalf.

#ifndef TALLYSTICK_CLUABRIDGE_H
#define TALLYSTICK_CLUABRIDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct tsk_state tsk_state;

// How a call into the bridge ended. From TSK_CPU on, the codes are limits: the state is dead.
enum {
  TSK_OK = 0,
  TSK_SYNTAX,
  TSK_RUNTIME,
  TSK_CPU,
  TSK_WALL,
  TSK_MEMORY,
  TSK_OUTPUT,
  TSK_SOURCE_SIZE,
  TSK_CANCELLED,
  TSK_DEADLINE
};

typedef struct tsk_limits {
  int64_t cpu_nanoseconds;
  int64_t wall_nanoseconds;
  int64_t memory_bytes;
  int64_t output_bytes;
  int64_t source_bytes;
} tsk_limits;

typedef struct tsk_environment {
  int64_t now;  // seconds since 1970
  uint64_t seed;
  const char *library_folder;  // NULL for none
  const char *library_name;    // the folder's name in errors
} tsk_environment;

// MARK: - Values

enum {
  TSK_NIL = 0,
  TSK_BOOLEAN,
  TSK_INTEGER,
  TSK_NUMBER,
  TSK_STRING,
  TSK_TABLE,          // its array elements follow, then its keys and values in turn
  TSK_FUNCTION,       // a registry reference
  TSK_HOST_FUNCTION,  // only outgoing
  TSK_OBJECT,
  TSK_ROW,
  TSK_ROWS            // only outgoing: an iterator; the numbers of its columns follow it
};

// A value in prefix order: what a table holds follows it.
typedef struct tsk_value {
  int32_t tag;
  int32_t reference;  // TSK_BOOLEAN: 0 or 1. TSK_FUNCTION: the reference. TSK_OBJECT: the type
  int64_t count;      // TSK_STRING: its bytes. TSK_TABLE: its array elements. TSK_ROW: the record.
                      // TSK_ROWS: how many columns it gives, or 0 for rows
  union {
    int64_t integer;       // TSK_INTEGER. TSK_TABLE: the number of keys outside the array
    double number;         // TSK_NUMBER
    const uint8_t *bytes;  // TSK_STRING, incoming: valid until Lua next runs
    const void *box;       // TSK_OBJECT, TSK_HOST_FUNCTION, TSK_ROW, TSK_ROWS
    size_t offset;         // TSK_STRING, outgoing
  } of;
} tsk_value;

// MARK: - Columns

enum { TSK_COLUMN_TEXTS = 0, TSK_COLUMN_AMOUNTS, TSK_COLUMN_HOST };

#define TSK_NO_TEXT UINT32_MAX
#define TSK_NO_AMOUNT INT64_MIN

// One field of all records, in memory that C reads without asking the host.
typedef struct tsk_column {
  int32_t kind;
  const char *name;
  // TSK_COLUMN_TEXTS. The text of record r is map[codes[r]]; either may be NULL.
  const uint32_t *codes, *map;
  int64_t map_count;
  int64_t text_count;
  int64_t first_text;  // where this column's texts begin among those of all columns
  // TSK_COLUMN_AMOUNTS
  const int64_t *amounts;
  int64_t scale;  // what a whole one counts
  int64_t lift;   // what makes 10^-12 of an amount's unit
  bool is_float;  // whether whole amounts are floats, too
  // TSK_COLUMN_HOST: the box of a host function that is called with the record
  const void *box;
} tsk_column;

// Rows of columns. All of it lives as long as the box that it was asked of.
typedef struct tsk_rows {
  const char *type_name;
  const tsk_column *columns;
  int32_t column_count;
  int64_t record_count;
  int64_t count;          // rows of a loop
  const uint32_t *order;  // the record of each, or NULL
} tsk_rows;

// How a host function ended; above TSK_FAILED, the token of the error to raise again.
enum {
  TSK_RESULT = -1,   // with one simple value
  TSK_RESULTS = 0,   // with the outgoing values
  TSK_FAILED = 1     // with the text that tsk_fail was given
};

// What C calls in Swift. None of them may call Lua except through this header, and each has read
// the values that it receives before it does so.
typedef struct tsk_callbacks {
  // Calls a host function with `count` values, as the call of this depth. A nil, a boolean or a
  // number as the only result may be put into `result`.
  int64_t (*call)(
      void *context, const void *box, const tsk_value *values, int64_t count, int32_t depth,
      tsk_value *result);
  // Lets go of a box.
  void (*release)(const void *box);
  // Takes a printed line.
  void (*print)(void *context, const uint8_t *bytes, size_t count);
  // Makes the text of an error about an unknown name, with tsk_fail. The incoming values are the
  // kind of what has the names, its own name, the unknown name, and the known names.
  void (*unknown)(void *context, int64_t count);
  // What a box of rows holds.
  const tsk_rows *(*rows)(const void *box);
  // Writes a text of a column as the only outgoing value.
  void (*text)(void *context, const void *box, int32_t column, int64_t text);
  // Whether the host wants the script to end: TSK_OK, TSK_CANCELLED or TSK_DEADLINE. It is asked
  // whenever the clock is looked at, and must not call the bridge.
  int (*stop)(void *context);
} tsk_callbacks;

// MARK: - States

// Makes a sandbox; NULL where memory or the memory limit does not allow one.
tsk_state *tsk_open(
    const tsk_limits *limits, const tsk_environment *environment, const tsk_callbacks *callbacks,
    void *context);
void tsk_close(tsk_state *s);

int tsk_run(
    tsk_state *s, const uint8_t *source, size_t size, const char *name, bool only_parse,
    int64_t *count);
int tsk_set_global(tsk_state *s, const char *name);
// The outgoing values are the module's table and, perhaps, the function that calls it.
int tsk_set_module(tsk_state *s, const char *name);

// Bytes that count against the memory limit now.
int64_t tsk_memory(const tsk_state *s);
int tsk_charge_output(tsk_state *s, int64_t bytes);
int tsk_charge_memory(tsk_state *s, int64_t bytes);
// Counts steps of the host's work for a script; now and then this looks at the clock.
int tsk_charge_work(tsk_state *s, int64_t steps);
// Looks at the clock and at what the host wants, whatever the steps; for after a wait.
int tsk_charge_wait(tsk_state *s);
// Nanoseconds until the limit of time on the wall; not negative.
int64_t tsk_wall_left(const tsk_state *s);

// MARK: - Functions of scripts

// Calls the function behind a reference with the outgoing values.
int tsk_call(tsk_state *s, int32_t reference, int64_t *count);
// Gives a reference back; it is freed when Lua next runs.
void tsk_drop_reference(tsk_state *s, int32_t reference);

// MARK: - Values on their way

// What came from Lua last. Valid until Lua next runs.
const tsk_value *tsk_incoming(const tsk_state *s);

// Values that go to Lua, in prefix order. A box given here is the bridge's to release.
void tsk_out_begin(tsk_state *s);
void tsk_out_nil(tsk_state *s);
void tsk_out_boolean(tsk_state *s, bool value);
void tsk_out_integer(tsk_state *s, int64_t value);
void tsk_out_number(tsk_state *s, double value);
void tsk_out_string(tsk_state *s, const uint8_t *bytes, size_t count);
void tsk_out_table(tsk_state *s, int64_t array_count, int64_t pair_count);
void tsk_out_function(tsk_state *s, int32_t reference);
void tsk_out_host_function(tsk_state *s, const void *box, const char *name);
void tsk_out_object(tsk_state *s, int32_t type, const void *box);
void tsk_out_row(tsk_state *s, const void *box, uint32_t record);
// An iterator over the values of some columns, or over rows where the count is 0.
void tsk_out_rows(tsk_state *s, const void *box, const int32_t *columns, int32_t count);

// MARK: - Types of objects

enum { TSK_MEMBER_FIELD = 0, TSK_MEMBER_METHOD, TSK_MEMBER_OPERATOR };

// Makes a metatable; `type` receives its number.
int tsk_type_open(tsk_state *s, const char *name, int32_t *type);
// Adds a member; the box is the bridge's to release, whatever the result.
int tsk_type_add(
    tsk_state *s, int32_t type, int kind, const char *key, const void *box, const char *full_name);

// MARK: - Errors

// The text of the error that a callback is about to report.
void tsk_fail(tsk_state *s, const uint8_t *text, size_t count);

// What is known of the last failure. Valid until the next call into the bridge.
typedef struct tsk_failure {
  int code;
  int64_t token;
  const uint8_t *message;
  size_t message_count;
  const char *source;  // NULL when no line is to blame
  int line;
  const char *traceback;  // a frame a line
} tsk_failure;

tsk_failure tsk_last_failure(const tsk_state *s);

// The line of a source as it was given; false where there is none. `shown` is the name as it
// stands in Lua's messages, `name` receives the full one.
bool tsk_source_line(
    const tsk_state *s, const char *shown, size_t shown_count, int line, const char **name,
    const uint8_t **bytes, size_t *count);

// The line that called the host function at this depth; false when it is not running.
bool tsk_caller(const tsk_state *s, int32_t depth, const char **source, int *line);

// MARK: - Threads

// Runs a body on a new detached thread; not 0 where there can be none.
int tsk_thread_start(size_t stack_bytes, void (*body)(void *), void *context);

#include "chunk.h"

#endif
