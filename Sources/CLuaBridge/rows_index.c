// Rows as scripts see them: immutable objects whose fields C reads from the columns.

#include "rows_read.h"

enum { ROW_NAMES = lua_upvalueindex(1), ROW_TEXTS = lua_upvalueindex(2) };

// Scripts can neither make a userdata nor change its metatable, so the mark is enough.
tsk_row *tsk_to_row(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof(tsk_row)) return NULL;
  tsk_row *row = lua_touserdata(L, index);
  return row->magic == TSK_ROW_MAGIC && row->holder->box != NULL ? row : NULL;
}

// The key is some other string, one too long for Lua to have only once, or no string at all.
static int index_slowly(lua_State *L, const tsk_row *row) {
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, ROW_NAMES) == LUA_TNUMBER) {
    int column = (int)lua_tointeger(L, 3) - 1;
    tsk_push_field(L, row->holder, ROW_TEXTS, column, row->record);
    return 1;
  }
  lua_pushvalue(L, ROW_NAMES);
  return tsk_raise_unknown(
      L, "object", row->holder->rows->type_name, 2, lua_gettop(L), 0);
}

// Only Lua calls this, for rows with this metatable: scripts cannot reach it. Lua has a short
// string only once, so the pointers of names are enough to compare.
static int row_index(lua_State *L) {
  const tsk_row *row = lua_touserdata(L, 1);
  const void *key = lua_topointer(L, 2);
  const tsk_holder *holder = row->holder;
  int count = holder->rows->column_count;
  for (int column = 0; column < count; column++) {
    if (holder->columns[column].name != key) continue;
    tsk_push_field(L, row->holder, ROW_TEXTS, column, row->record);
    return 1;
  }
  return index_slowly(L, row);
}

// Rows of one record are equal however they were come by.
static int row_equal(lua_State *L) {
  const tsk_row *left = tsk_to_row(L, 1), *right = tsk_to_row(L, 2);
  bool equal = left != NULL && right != NULL && left->holder == right->holder
      && left->record == right->record;
  lua_pushboolean(L, equal);
  return 1;
}

static int row_newindex(lua_State *L) {
  return tsk_raise(L, "%s values cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

// Pushes the metatable of a holder's rows, which keeps the holder for them.
void tsk_push_row_metatable(lua_State *L, int holder, int names, int texts) {
  const char *type_name = ((tsk_holder *)lua_touserdata(L, holder))->rows->type_name;
  lua_createtable(L, 0, 5);
  lua_pushvalue(L, names);
  lua_pushvalue(L, texts);
  lua_pushvalue(L, holder);
  lua_pushcclosure(L, row_index, 3);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, row_equal);
  lua_setfield(L, -2, "__eq");
  lua_pushstring(L, type_name);
  lua_pushcclosure(L, row_newindex, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, type_name);
  lua_setfield(L, -2, "__name");
}

// Pushes a row, and takes the box over.
void tsk_push_row(lua_State *L, const void **box, uint32_t record) {
  tsk_holder *holder = tsk_push_holder(L, box);
  tsk_new_row(L, holder, record);
  lua_getiuservalue(L, -2, TSK_HOLDER_ROW);
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
}
