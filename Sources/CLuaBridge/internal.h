// What the files of the bridge share. Functions that take a lua_State may raise and run under a
// protected call; those that take only a tsk_state never raise.

#ifndef TALLYSTICK_INTERNAL_H
#define TALLYSTICK_INTERNAL_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "CLuaBridge.h"

enum {
  TSK_HOOK_INTERVAL = 1000,    // VM instructions between two looks at the clock
  TSK_STEPS_PER_LOOK = 4096,   // steps of our own loops between two looks
  TSK_LARGE_BLOCK = 1 << 16,   // blocks whose copying counts as work
  TSK_LARGE_BYTES = 64 << 20,  // bytes of them between two looks
  TSK_SEEN_PARTS = 64,         // parts of the memory limit, after each of which the line is noted
  TSK_TABLE_DEPTH = 64,        // tables in tables across the bridge
  TSK_VALUE_COUNT = 4000000,   // values across the bridge at once
  TSK_RANGE = 10000000,        // elements a table function may touch
  TSK_SORT_RANGE = 1000000,    // elements table.sort may compare
  TSK_COROUTINE_DEPTH = 100,   // coroutines running inside each other
  TSK_CLOSE_DEPTH = 50,        // Lua 5.4.4 overflows the C stack by nested closing
  TSK_BOX_BYTES = 192,         // about what Swift holds for an object or a function
  TSK_KEPT_TEXTS = 65536,      // texts of columns that Lua keeps, for each holder of rows
  TSK_SAVED_ERRORS = 16,       // errors a host function can raise again
  TSK_MESSAGE_BYTES = 8192,
  TSK_TRACE_BYTES = 4096
};

typedef struct tsk_source {
  struct tsk_source *next;
  char *name;           // as given
  char shown[LUA_IDSIZE];  // as it stands in Lua's messages
  uint8_t *bytes;
  size_t size;
} tsk_source;

typedef struct tsk_place {
  const tsk_source *source;
  int line;
} tsk_place;

typedef struct tsk_text {
  size_t count;
  uint8_t bytes[TSK_MESSAGE_BYTES];
} tsk_text;

typedef struct tsk_details {
  tsk_place place;
  char trace[TSK_TRACE_BYTES];
} tsk_details;

typedef struct tsk_saved {
  int64_t token;
  tsk_details details;
} tsk_saved;

typedef struct tsk_values {
  tsk_value *values;
  size_t count, capacity;
  uint8_t *bytes;  // outgoing strings
  size_t byte_count, byte_capacity;
  bool failed;
} tsk_values;

struct tsk_state {
  lua_State *main;
  lua_State *running;  // the coroutine that runs now
  void *context;
  tsk_callbacks callbacks;
  tsk_limits limits;
  int64_t now;
  uint64_t seed;
  char *library_folder, *library_name;

  int64_t memory, output;
  bool over_memory;        // the limit was passed while Swift ran
  int fatal;               // the limit that ended the script, or TSK_OK
  tsk_place fatal_place;
  tsk_place seen;          // the line that was last noted, for errors of memory
  int64_t seen_memory;     // what was in use then
  int64_t wall_used, cpu_used, wall_start, cpu_start, cpu_look, last_tick;
  int entries;             // protected calls inside each other
  int host_depth;          // > 0 while Swift runs: nothing may raise
  int call_depth;          // host functions inside each other
  int coroutine_depth, close_depth;
  int64_t steps, large_bytes;
  struct tsk_spare *spare;  // blocks for the next rows
  int spare_count;

  tsk_values in, out;
  bool in_given;       // Swift has what is in `in`; until then, its references are ours to free
  int64_t in_bytes;    // of the strings that cross to Swift now, and of `held_bytes`
  int64_t held_bytes;  // of the strings that running host functions were called with
  tsk_value nowhere;   // takes outgoing values once memory has run out
  int32_t *dropped;  // references to free
  size_t dropped_count, dropped_capacity;
  int32_t type_count;
  int64_t name_count;  // tables and functions that tostring has numbered

  tsk_source *sources;
  tsk_text fail;     // what a callback reports
  tsk_text message;  // of the last failure
  int code;
  bool syntax;
  int64_t token, token_count;
  tsk_details details;  // of the last failure
  int rethrown;         // index + 1 of the saved error that is being raised again
  tsk_saved saved[TSK_SAVED_ERRORS];
};

static inline tsk_state *tsk_of(lua_State *L) {
  return *(tsk_state **)lua_getextraspace(L);
}

// limits.c
void *tsk_allocate(void *ud, void *block, size_t old_size, size_t new_size);
void tsk_arm(lua_State *L);
void tsk_look(lua_State *L);
// The same where time has passed since the last of these looks; cheap enough for each call of the host.
void tsk_look_again(lua_State *L);
void tsk_steps(lua_State *L, int64_t count);
void tsk_clock_enter(tsk_state *s);
void tsk_clock_leave(tsk_state *s);
void tsk_see(lua_State *L);
int tsk_end(tsk_state *s, int code);
void tsk_end_memory(tsk_state *s);
_Noreturn void tsk_raise_limit(lua_State *L, int code);
_Noreturn void tsk_raise_memory(lua_State *L);
_Noreturn void tsk_raise_fatal(lua_State *L);
void tsk_check_fatal(lua_State *L);

// protect.c
int tsk_protect(tsk_state *s, lua_CFunction body, void *argument);

// errors.c
int tsk_handler(lua_State *L);
int tsk_keeping_handler(lua_State *L);
int tsk_catching_handler(lua_State *L);
void tsk_keep_coroutine_error(lua_State *L, lua_State *coroutine);
int tsk_raise_saved(lua_State *L, int64_t token);
bool tsk_is_error_object(lua_State *L, int index);
void tsk_note_failure(tsk_state *s, lua_State *L, int status);

// raise.c
tsk_place tsk_place_of_frame(const tsk_state *s, const lua_Debug *ar);
tsk_place tsk_place_of(const tsk_state *s, lua_State *L, int level);
void tsk_push_where(lua_State *L);
int tsk_raise(lua_State *L, const char *format, ...);
int tsk_raise_text(lua_State *L, const char *name, const tsk_text *text);
void tsk_set_text(tsk_text *text, const void *bytes, size_t count);

// sources.c
tsk_source *tsk_add_source(tsk_state *s, const char *name, const uint8_t *bytes, size_t size);
const tsk_source *tsk_find_source(const tsk_state *s, const char *shown, size_t count);
void tsk_load(lua_State *L, const uint8_t *bytes, size_t size, const char *name);
void tsk_free_sources(tsk_state *s);

// values_in.c, values_out.c
void tsk_in_begin(lua_State *L);
void tsk_in_value(lua_State *L, int index, const char *what, int number);
void tsk_in_values(lua_State *L, int first, int count, const char *what);
void tsk_in_arguments(lua_State *L, int first, int count, const char *function);
void tsk_in_string(lua_State *L, const char *text);
int tsk_push_out(lua_State *L);
void tsk_push_simple(lua_State *L, const tsk_value *value);
void tsk_values_free(tsk_state *s, tsk_values *values);
tsk_value *tsk_values_add(tsk_state *s, tsk_values *values);

// host.c
typedef struct tsk_function {
  uint32_t magic;
  const void *box;
  char name[];
} tsk_function;

typedef struct tsk_object {
  uint32_t magic;
  int32_t type;
  const void *box;
} tsk_object;

enum { TSK_FUNCTION_MAGIC = 0x7473666e, TSK_OBJECT_MAGIC = 0x74736f62 };

void tsk_open_host(lua_State *L);
tsk_function *tsk_new_function(lua_State *L, const char *name);
void tsk_hold_box(lua_State *L, const void **slot, const void **box);
void tsk_drop_box(lua_State *L, const void **slot);
void tsk_push_trampoline(lua_State *L);
int tsk_call_host(lua_State *L, const tsk_function *function, int argument_count);
tsk_object *tsk_to_object(lua_State *L, int index);
int tsk_raise_unknown(
    lua_State *L, const char *kind, const char *name, int key, int known1, int known2);

// objects.c
void tsk_open_objects(lua_State *L);
void tsk_push_object(lua_State *L, int32_t type, const void **box);

// text.c
void tsk_push_text(lua_State *L, int index);  // what tostring gives

// pattern_*.c: find, match, gmatch and gsub, for the table on top
void tsk_open_patterns(lua_State *L);

// sandbox.c, sandbox_*.c: each adds to, or guards what is in, the table on top
void tsk_open_sandbox(lua_State *L);
void tsk_open_base(lua_State *L);
void tsk_open_protected_calls(lua_State *L);
void tsk_open_pairs(lua_State *L);
void tsk_open_require(lua_State *L);
void tsk_open_coroutine(lua_State *L);
void tsk_open_os(lua_State *L);
void tsk_guard_string(lua_State *L);
void tsk_guard_table(lua_State *L);
void tsk_guard_math(lua_State *L);
void tsk_guard_utf8(lua_State *L);
void tsk_open_bytes(lua_State *L);
void tsk_guard(lua_State *L, const char *name, lua_CFunction guard);
int tsk_stock(lua_State *L);
int tsk_stock_of_numbers(lua_State *L);

#endif
