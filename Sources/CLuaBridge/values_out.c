// Values on their way from Swift to Lua. Swift fills a buffer of ours, which cannot raise; C pushes
// it when no Swift frame is left. The buffer belongs to the state, so an error while pushing leaks
// nothing: boxes that no userdata has taken over are released when the buffer is next begun.

#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "rows.h"

void tsk_values_free(tsk_state *s, tsk_values *values) {
  tsk_allocate(s, values->values, values->capacity * sizeof(tsk_value), 0);
  tsk_allocate(s, values->bytes, values->byte_capacity, 0);
  *values = (tsk_values){0};
}

// Adds a value that is all zeros; NULL where the memory limit does not allow it.
tsk_value *tsk_values_add(tsk_state *s, tsk_values *values) {
  if (values->count == values->capacity) {
    size_t capacity = values->capacity == 0 ? 64 : values->capacity * 2;
    tsk_value *moved = tsk_allocate(
        s, values->values, values->capacity * sizeof(tsk_value), capacity * sizeof(tsk_value));
    if (moved == NULL) return NULL;
    values->values = moved;
    values->capacity = capacity;
  }
  tsk_value *value = &values->values[values->count++];
  *value = (tsk_value){0};
  return value;
}

// MARK: - Filling

static bool is_box(const tsk_value *value) {
  switch (value->tag) {
    case TSK_OBJECT:
    case TSK_HOST_FUNCTION:
    case TSK_ROW:
    case TSK_ROWS:
      return true;
    default:
      return false;
  }
}

void tsk_out_begin(tsk_state *s) {
  for (size_t i = 0; i < s->out.count; i++) {
    tsk_value *value = &s->out.values[i];
    if (!is_box(value) || value->of.box == NULL) continue;
    const void *box = value->of.box;
    value->of.box = NULL;
    s->callbacks.release(box);
  }
  if (s->out.capacity > 65536 || s->out.byte_capacity > 1 << 20) tsk_values_free(s, &s->out);
  s->out.count = 0;
  s->out.byte_count = 0;
  s->out.failed = false;
}

// NULL once memory has run out; the bridge then raises instead of pushing.
static tsk_value *add(tsk_state *s, int tag) {
  tsk_value *value = NULL;
  if (!s->out.failed && !s->over_memory) value = tsk_values_add(s, &s->out);
  if (value == NULL) {
    s->out.failed = true;
    return &s->nowhere;
  }
  value->tag = tag;
  return value;
}

// Copies bytes into the buffer and returns where they are.
static size_t add_bytes(tsk_state *s, const void *bytes, size_t count) {
  tsk_values *out = &s->out;
  if (out->failed || s->over_memory || count == 0) return 0;
  if (count > out->byte_capacity - out->byte_count) {
    size_t capacity = out->byte_capacity * 2;
    if (capacity < out->byte_count + count) capacity = out->byte_count + count;
    if (capacity < 256) capacity = 256;
    uint8_t *moved = tsk_allocate(s, out->bytes, out->byte_capacity, capacity);
    if (moved == NULL) {
      out->failed = true;
      return 0;
    }
    out->bytes = moved;
    out->byte_capacity = capacity;
  }
  size_t offset = out->byte_count;
  memcpy(out->bytes + offset, bytes, count);
  out->byte_count += count;
  return offset;
}

void tsk_out_nil(tsk_state *s) {
  add(s, TSK_NIL);
}

void tsk_out_boolean(tsk_state *s, bool value) {
  add(s, TSK_BOOLEAN)->reference = value;
}

void tsk_out_integer(tsk_state *s, int64_t value) {
  add(s, TSK_INTEGER)->of.integer = value;
}

void tsk_out_number(tsk_state *s, double value) {
  add(s, TSK_NUMBER)->of.number = value;
}

void tsk_out_string(tsk_state *s, const uint8_t *bytes, size_t count) {
  size_t offset = add_bytes(s, bytes, count);
  tsk_value *value = add(s, TSK_STRING);
  value->of.offset = offset;
  value->count = (int64_t)count;
}

void tsk_out_table(tsk_state *s, int64_t array_count, int64_t pair_count) {
  tsk_value *value = add(s, TSK_TABLE);
  value->count = array_count;
  value->of.integer = pair_count;
}

void tsk_out_function(tsk_state *s, int32_t reference) {
  add(s, TSK_FUNCTION)->reference = reference;
}

// The name, with its NUL, stands in the bytes at `count`.
void tsk_out_host_function(tsk_state *s, const void *box, const char *name) {
  size_t offset = add_bytes(s, name, strlen(name) + 1);
  tsk_value *value = add(s, TSK_HOST_FUNCTION);
  if (s->out.failed) {
    s->callbacks.release(box);
    return;
  }
  value->of.box = box;
  value->count = (int64_t)offset;
}

void tsk_out_object(tsk_state *s, int32_t type, const void *box) {
  tsk_value *value = add(s, TSK_OBJECT);
  if (s->out.failed) {
    s->callbacks.release(box);
    return;
  }
  value->reference = type;
  value->of.box = box;
}

void tsk_out_row(tsk_state *s, const void *box, uint32_t record) {
  tsk_value *value = add(s, TSK_ROW);
  if (s->out.failed) {
    s->callbacks.release(box);
    return;
  }
  value->count = record;
  value->of.box = box;
}

void tsk_out_rows(tsk_state *s, const void *box, const int32_t *columns, int32_t count) {
  tsk_value *value = add(s, TSK_ROWS);
  if (s->out.failed) {
    s->callbacks.release(box);
    return;
  }
  value->count = count;
  value->of.box = box;
  for (int32_t i = 0; i < count; i++) tsk_out_integer(s, columns[i]);
}

// MARK: - Pushing

static int hint(int64_t count) {
  return count > 1 << 20 ? 1 << 20 : (int)count;
}

// Pushes a value that is neither a string nor holds others.
void tsk_push_simple(lua_State *L, const tsk_value *value) {
  switch (value->tag) {
    case TSK_BOOLEAN:
      lua_pushboolean(L, value->reference);
      break;
    case TSK_INTEGER:
      lua_pushinteger(L, value->of.integer);
      break;
    case TSK_NUMBER:
      lua_pushnumber(L, value->of.number);
      break;
    default:
      lua_pushnil(L);
  }
}

static void push_value(lua_State *L, size_t *next) {
  tsk_state *s = tsk_of(L);
  tsk_value *value = &s->out.values[(*next)++];
  switch (value->tag) {
    case TSK_STRING:
      lua_pushlstring(
          L, (const char *)s->out.bytes + value->of.offset, (size_t)value->count);
      break;
    case TSK_TABLE: {
      int64_t array_count = value->count, pair_count = value->of.integer;
      luaL_checkstack(L, 8, "too many values");
      lua_createtable(L, hint(array_count), hint(pair_count));
      for (int64_t i = 1; i <= array_count; i++) {
        push_value(L, next);
        lua_rawseti(L, -2, i);
      }
      for (int64_t i = 0; i < pair_count; i++) {
        push_value(L, next);
        push_value(L, next);
        lua_rawset(L, -3);
      }
      break;
    }
    case TSK_FUNCTION:
      lua_rawgeti(L, LUA_REGISTRYINDEX, value->reference);
      break;
    case TSK_HOST_FUNCTION: {
      tsk_function *function =
          tsk_new_function(L, (const char *)s->out.bytes + value->count);
      tsk_hold_box(L, &function->box, &value->of.box);
      tsk_push_trampoline(L);
      break;
    }
    case TSK_OBJECT:
      tsk_push_object(L, value->reference, &value->of.box);
      break;
    case TSK_ROW:
      tsk_push_row(L, &value->of.box, (uint32_t)value->count);
      break;
    case TSK_ROWS:
      tsk_push_iterator(L, value);
      *next += (size_t)value->count;
      break;
    default:
      tsk_push_simple(L, value);
  }
}

// Pushes all outgoing values and returns how many they are.
int tsk_push_out(lua_State *L) {
  tsk_state *s = tsk_of(L);
  if (s->out.failed || s->over_memory) tsk_raise_limit(L, TSK_MEMORY);
  if (s->out.byte_count > TSK_LARGE_BLOCK || s->out.count > TSK_STEPS_PER_LOOK) tsk_see(L);
  int count = 0;
  for (size_t next = 0; next < s->out.count; count++) {
    // A C function starts with room for 20 values, and the largest value takes eight while it is made.
    if (count >= 8) luaL_checkstack(L, 8, "too many values");
    push_value(L, &next);
  }
  return count;
}
