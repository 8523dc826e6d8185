// The iterators that loops over rows call: a step pushes a row, or the values of some columns.

#include "rows_read.h"

typedef struct tsk_iterator {
  tsk_holder *holder;
  int64_t next;
  int32_t count;
  int32_t columns[];
} tsk_iterator;

// All steps come here first: their work counts, and none is made once a limit is over. False at the
// end of the rows.
static inline bool advance(lua_State *L, tsk_iterator *iterator, uint32_t *record) {
  tsk_state *s = tsk_of(L);
  if (s->fatal != TSK_OK) tsk_raise_fatal(L);
  if (++s->steps >= TSK_STEPS_PER_LOOK) tsk_steps(L, 0);
  const tsk_rows *rows = iterator->holder->rows;
  if (iterator->next >= rows->count) return false;
  int64_t position = iterator->next++;
  *record = rows->order == NULL ? (uint32_t)position : rows->order[position];
  if (*record >= rows->record_count) {
    tsk_raise(L, "%s %I is of no record", rows->type_name, (LUAI_UACINT)position + 1);
  }
  return true;
}

static int end(lua_State *L) {
  lua_pushnil(L);
  return 1;
}

// The upvalues are the iterator and the metatable of its rows, which keeps the holder.
static int next_row(lua_State *L) {
  tsk_iterator *iterator = lua_touserdata(L, lua_upvalueindex(1));
  uint32_t record;
  if (!advance(L, iterator, &record)) return end(L);
  tsk_new_row(L, iterator->holder, record);
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_setmetatable(L, -2);
  return 1;
}

// The upvalues are the iterator, the texts, and the holder. A loop ends at the first nil, so a
// record without its first value is left out.
static int next_values(lua_State *L) {
  tsk_iterator *iterator = lua_touserdata(L, lua_upvalueindex(1));
  const int texts = lua_upvalueindex(2);
  tsk_holder *holder = iterator->holder;
  int count = iterator->count;
  if (count > 8) luaL_checkstack(L, count + 8, "too many values");
  uint32_t record;
  while (advance(L, iterator, &record)) {
    if (!tsk_push_field(L, holder, texts, iterator->columns[0], record)) {
      lua_pop(L, 1);
      continue;
    }
    for (int i = 1; i < count; i++) {
      tsk_push_field(L, holder, texts, iterator->columns[i], record);
    }
    return count;
  }
  return end(L);
}

// Pushes an iterator, and takes the box over. What follows the value are its columns.
void tsk_push_iterator(lua_State *L, tsk_value *value) {
  int32_t count = (int32_t)value->count;
  size_t size = sizeof(tsk_iterator) + (size_t)count * sizeof(int32_t);
  tsk_holder *holder = tsk_push_holder(L, &value->of.box);
  int held = lua_gettop(L);
  tsk_iterator *iterator = lua_newuserdatauv(L, size, 0);
  iterator->holder = holder;
  iterator->next = 0;
  iterator->count = count;
  for (int32_t i = 0; i < count; i++) iterator->columns[i] = (int32_t)value[i + 1].of.integer;
  if (count == 0) {
    lua_getiuservalue(L, held, TSK_HOLDER_ROW);
    lua_pushcclosure(L, next_row, 2);
  } else {
    lua_getiuservalue(L, held, TSK_HOLDER_TEXTS);
    lua_pushvalue(L, held);
    lua_pushcclosure(L, next_values, 3);
  }
  lua_remove(L, held);
}
