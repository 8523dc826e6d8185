// The holders of rows, found by the boxes that they keep.

#include <string.h>

#include "rows.h"

static const char holders_key = 0, holder_key = 0;

static int collect_holder(lua_State *L) {
  tsk_drop_box(L, &((tsk_holder *)lua_touserdata(L, 1))->box);
  return 0;
}

void tsk_open_rows(lua_State *L) {
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "v");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &holders_key);

  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, collect_holder);
  lua_setfield(L, -2, "__gc");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &holder_key);
}

// Pushes a function of a column that only the host can read. Its box belongs to the rows, which
// live as long as the holder does, so it is never let go of here.
static const tsk_function *new_function(
    lua_State *L, const char *type, const char *name, const void *box) {
  const char *full_name = lua_pushfstring(L, "%s.%s", type, name);
  size_t count = strlen(full_name) + 1;
  tsk_function *function = lua_newuserdatauv(L, sizeof *function + count, 0);
  function->magic = TSK_FUNCTION_MAGIC;
  function->box = box;
  memcpy(function->name, full_name, count);
  lua_remove(L, -2);
  return function;
}

// Pushes what a holder's rows have in common: the numbers of the columns by their names, the texts
// that Lua has already, and the functions.
static void push_parts(lua_State *L, tsk_holder *holder) {
  const tsk_rows *rows = holder->rows;
  int count = rows->column_count, top = lua_gettop(L);
  int64_t texts = 0;
  for (int i = 0; i < count; i++) texts += rows->columns[i].text_count;
  lua_createtable(L, 0, count);
  lua_createtable(L, texts < 4096 ? (int)texts : 4096, 0);
  lua_newtable(L);
  for (int i = 0; i < count; i++) {
    const tsk_column *column = &rows->columns[i];
    lua_pushstring(L, column->name);
    holder->columns[i].name = lua_topointer(L, -1);
    lua_pushinteger(L, i + 1);
    lua_rawset(L, top + 1);
    holder->columns[i].function = NULL;
    if (column->kind != TSK_COLUMN_HOST) continue;
    holder->columns[i].function = new_function(L, rows->type_name, column->name, column->box);
    lua_rawseti(L, top + 3, i + 1);
  }
}

// Pushes the holder of a box, and takes the box over.
tsk_holder *tsk_push_holder(lua_State *L, const void **box) {
  tsk_state *s = tsk_of(L);
  luaL_checkstack(L, 12, "too many values");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &holders_key);
  int holders = lua_gettop(L);
  if (lua_rawgetp(L, holders, *box) == LUA_TUSERDATA) {
    lua_remove(L, holders);
    const void *extra = *box;
    *box = NULL;
    s->callbacks.release(extra);
    return lua_touserdata(L, -1);
  }
  lua_settop(L, holders);

  const tsk_rows *rows = s->callbacks.rows(*box);
  size_t size = sizeof(tsk_holder) + (size_t)rows->column_count * sizeof(tsk_held_column);
  tsk_holder *holder = lua_newuserdatauv(L, size, TSK_HOLDER_VALUES);
  holder->box = NULL;
  holder->rows = rows;
  holder->kept_texts = 0;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &holder_key);
  lua_setmetatable(L, -2);

  push_parts(L, holder);
  tsk_push_row_metatable(L, holders + 1, holders + 2, holders + 3);
  lua_setiuservalue(L, holders + 1, TSK_HOLDER_ROW);
  lua_setiuservalue(L, holders + 1, TSK_HOLDER_FUNCTIONS);
  lua_setiuservalue(L, holders + 1, TSK_HOLDER_TEXTS);
  lua_settop(L, holders + 1);
  lua_pushvalue(L, holders + 1);
  lua_rawsetp(L, holders, *box);
  tsk_hold_box(L, &holder->box, box);
  lua_remove(L, holders);
  return holder;
}
