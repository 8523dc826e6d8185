// Values on their way from Lua to Swift: written into a buffer of ours in prefix order, with
// strings left where they are. Swift reads them before Lua runs again.

#include <string.h>

#include "internal.h"
#include "rows.h"

typedef struct tsk_walk {
  const void *path[TSK_TABLE_DEPTH];  // the tables that hold the current one
  int depth;
  const char *what;  // "argument" or "result", for errors
  int number;
  const char *function;  // the function whose argument it is, as scripts call it, or NULL
} tsk_walk;

const tsk_value *tsk_incoming(const tsk_state *s) {
  return s->in.values;
}

static tsk_value *add(lua_State *L, int tag) {
  tsk_state *s = tsk_of(L);
  tsk_value *value = tsk_values_add(s, &s->in);
  if (value == NULL) tsk_raise_limit(L, TSK_MEMORY);
  tsk_steps(L, 1);
  value->tag = tag;
  return value;
}

// Starts over, and frees the references that Swift has let go of.
void tsk_in_begin(lua_State *L) {
  tsk_state *s = tsk_of(L);
  for (size_t i = 0; !s->in_given && i < s->in.count; i++) {
    // A later value was refused.
    if (s->in.values[i].tag != TSK_FUNCTION) continue;
    luaL_unref(L, LUA_REGISTRYINDEX, s->in.values[i].reference);
  }
  if (s->in.capacity > 65536) tsk_values_free(s, &s->in);
  s->in.count = 0;
  s->in_given = false;
  s->in_bytes = s->held_bytes;
  while (s->dropped_count > 0) {
    luaL_unref(L, LUA_REGISTRYINDEX, s->dropped[--s->dropped_count]);
  }
}

// Swift copies a string wherever it stands, and Lua keeps it once: so the copies count.
static void add_string(lua_State *L, const char *bytes, size_t count) {
  tsk_state *s = tsk_of(L);
  s->in_bytes += (int64_t)count;
  if (s->in_bytes > s->limits.memory_bytes) tsk_raise_limit(L, TSK_MEMORY);
  tsk_value *value = add(L, TSK_STRING);
  value->of.bytes = (const uint8_t *)bytes;
  value->count = (int64_t)count;
}

void tsk_in_string(lua_State *L, const char *text) {
  add_string(L, text, strlen(text));
}

// Takes a value that is neither a string nor holds others; false for any other.
static inline bool set_simple(tsk_value *value, lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TNIL:
      value->tag = TSK_NIL;
      return true;
    case LUA_TBOOLEAN:
      value->tag = TSK_BOOLEAN;
      value->reference = lua_toboolean(L, index);
      return true;
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) {
        value->tag = TSK_INTEGER;
        value->of.integer = lua_tointeger(L, index);
      } else {
        value->tag = TSK_NUMBER;
        value->of.number = lua_tonumber(L, index);
      }
      return true;
    default:
      return false;
  }
}

static void refuse(lua_State *L, const tsk_walk *walk, const char *why) {
  if (walk->function == NULL) {
    tsk_raise(L, "%s %d %s", walk->what, walk->number, why);
    return;
  }
  // The object of a method comes first and is not counted, as in the messages of the functions themselves.
  int number = walk->number - (strchr(walk->function, ':') != NULL);
  if (number == 0) {
    tsk_raise(L, "%s: what it is called on %s", walk->function, why);
  } else {
    tsk_raise(L, "%s: %s %d %s", walk->function, walk->what, number, why);
  }
}

static void write_value(lua_State *L, int index, tsk_walk *walk);

static void write_table(lua_State *L, int index, tsk_walk *walk) {
  tsk_state *s = tsk_of(L);
  if (walk->depth == TSK_TABLE_DEPTH) refuse(L, walk, "has tables nested deeper than 64");
  const void *self = lua_topointer(L, index);
  for (int i = 0; i < walk->depth; i++) {
    if (walk->path[i] == self) refuse(L, walk, "is a table that contains itself");
  }
  walk->path[walk->depth++] = self;
  luaL_checkstack(L, 8, "too many values");

  add(L, TSK_TABLE);
  size_t header = s->in.count - 1;  // the buffer may move
  lua_Integer count = 0, pairs = 0;
  while (lua_rawgeti(L, index, count + 1) != LUA_TNIL) {
    write_value(L, lua_gettop(L), walk);
    lua_pop(L, 1);
    count++;
  }
  lua_pop(L, 1);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    int key = lua_gettop(L) - 1;
    tsk_steps(L, 1);
    lua_Integer position = lua_isinteger(L, key) ? lua_tointeger(L, key) : 0;
    if (position < 1 || position > count) {
      if (lua_istable(L, key)) refuse(L, walk, "has a table as a key");
      write_value(L, key, walk);
      write_value(L, key + 1, walk);
      pairs++;
    }
    lua_pop(L, 1);
  }
  s->in.values[header].count = count;
  s->in.values[header].of.integer = pairs;
  walk->depth--;
}

static void write_value(lua_State *L, int index, tsk_walk *walk) {
  tsk_state *s = tsk_of(L);
  if (s->in.count >= TSK_VALUE_COUNT) refuse(L, walk, "holds more than 4,000,000 values");
  switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
      set_simple(add(L, TSK_NIL), L, index);
      break;
    case LUA_TSTRING: {
      size_t count;
      const char *bytes = lua_tolstring(L, index, &count);
      add_string(L, bytes, count);
      break;
    }
    case LUA_TTABLE:
      write_table(L, index, walk);
      break;
    case LUA_TFUNCTION: {
      lua_pushvalue(L, index);
      int reference = luaL_ref(L, LUA_REGISTRYINDEX);
      add(L, TSK_FUNCTION)->reference = reference;
      break;
    }
    case LUA_TUSERDATA: {
      const tsk_row *row = tsk_to_row(L, index);
      if (row != NULL) {
        tsk_value *value = add(L, TSK_ROW);
        value->count = row->record;
        value->of.box = row->holder->box;
        break;
      }
      tsk_object *object = tsk_to_object(L, index);
      if (object == NULL) refuse(L, walk, "is not a value of a script");
      tsk_value *value = add(L, TSK_OBJECT);
      value->reference = object->type;
      value->of.box = object->box;
      break;
    }
    case LUA_TTHREAD:
      refuse(L, walk, "is a coroutine, which the host cannot take");
      break;
    default:
      refuse(L, walk, "is not a value of a script");
  }
}

static void add_value(lua_State *L, int index, const char *what, int number, const char *function) {
  tsk_walk walk;  // the path is only read as far as the depth
  walk.depth = 0;
  walk.what = what;
  walk.number = number;
  walk.function = function;
  luaL_checkstack(L, 8, "too many values");
  write_value(L, index, &walk);
}

// Adds the value at an absolute index. `what` and `number` name it in errors.
void tsk_in_value(lua_State *L, int index, const char *what, int number) {
  add_value(L, index, what, number, NULL);
}

static void add_values(
    lua_State *L, int first, int count, const char *what, const char *function) {
  tsk_state *s = tsk_of(L);
  tsk_in_begin(L);
  for (int i = 0; i < count; i++) {
    bool has_room = s->in.count < s->in.capacity;
    if (has_room && set_simple(&s->in.values[s->in.count], L, first + i)) {
      s->in.count++;
    } else {
      add_value(L, first + i, what, i + 1, function);
    }
  }
  s->in_given = true;
}

// Starts over with the values from an absolute index on.
void tsk_in_values(lua_State *L, int first, int count, const char *what) {
  add_values(L, first, count, what, NULL);
}

// The same with the arguments of a function, which errors name.
void tsk_in_arguments(lua_State *L, int first, int count, const char *function) {
  add_values(L, first, count, "argument", function);
}
