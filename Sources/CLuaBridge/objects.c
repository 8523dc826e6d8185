// Objects of the host: a userdata with a Swift box, and one metatable a type.
//
// The metatable's __index looks through two tables, methods and then fields, before it asks the
// type's own function; a name that none of them knows is an error, so that a typing mistake does
// not become a nil.

#include <string.h>

#include "internal.h"

static const char types_key = 0;

enum { CLASS_NAME = 1, CLASS_METHODS, CLASS_FIELDS, CLASS_INDEX };

static int collect_object(lua_State *L) {
  tsk_drop_box(L, &((tsk_object *)lua_touserdata(L, 1))->box);
  return 0;
}

// Scripts can neither make a userdata nor change its metatable, so the mark is enough.
tsk_object *tsk_to_object(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA) return NULL;
  if (lua_rawlen(L, index) != sizeof(tsk_object)) return NULL;
  tsk_object *object = lua_touserdata(L, index);
  return object->magic == TSK_OBJECT_MAGIC && object->box != NULL ? object : NULL;
}

void tsk_open_objects(lua_State *L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &types_key);
}

// Pushes an object; takes the box over when nothing can raise any more.
void tsk_push_object(lua_State *L, int32_t type, const void **box) {
  tsk_object *object = lua_newuserdatauv(L, sizeof *object, 0);
  object->magic = TSK_OBJECT_MAGIC;
  object->type = type;
  object->box = NULL;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &types_key);
  lua_rawgeti(L, -1, type);
  lua_setmetatable(L, -3);
  lua_pop(L, 1);
  tsk_hold_box(L, &object->box, box);
}

// MARK: - Members

static int object_index(lua_State *L) {
  enum { CLASS = lua_upvalueindex(1), METHODS = lua_upvalueindex(2), FIELDS = lua_upvalueindex(3) };
  lua_settop(L, 2);
  if (tsk_to_object(L, 1) == NULL) return tsk_raise(L, "this is not an object of the host");
  lua_pushvalue(L, 2);
  if (lua_rawget(L, METHODS) != LUA_TNIL) return 1;
  lua_pushvalue(L, 2);
  if (lua_rawget(L, FIELDS) == LUA_TUSERDATA) {
    const tsk_function *field = lua_touserdata(L, -1);
    lua_pushvalue(L, 1);
    return tsk_call_host(L, field, 1);
  }
  if (lua_rawgeti(L, CLASS, CLASS_INDEX) == LUA_TUSERDATA) {
    const tsk_function *index = lua_touserdata(L, -1);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    return tsk_call_host(L, index, 2);
  }
  lua_rawgeti(L, CLASS, CLASS_NAME);
  lua_pushvalue(L, METHODS);
  lua_pushvalue(L, FIELDS);
  int top = lua_gettop(L);
  return tsk_raise_unknown(L, "object", lua_tostring(L, top - 2), 2, top - 1, top);
}

static int object_newindex(lua_State *L) {
  return tsk_raise(L, "%s values cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

typedef struct tsk_type_job {
  int32_t type;
  int kind;
  const char *key, *full_name;
  const void *box;
} tsk_type_job;

static int open_body(lua_State *L) {
  tsk_type_job *job = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &types_key);
  int types = lua_gettop(L);
  lua_createtable(L, 0, 12);
  int metatable = lua_gettop(L);

  lua_createtable(L, 4, 0);
  lua_pushstring(L, job->key);
  lua_rawseti(L, -2, CLASS_NAME);
  lua_newtable(L);
  lua_rawseti(L, -2, CLASS_METHODS);
  lua_newtable(L);
  lua_rawseti(L, -2, CLASS_FIELDS);
  int class = lua_gettop(L);
  lua_pushvalue(L, class);
  lua_rawseti(L, metatable, 1);

  lua_pushvalue(L, class);
  lua_rawgeti(L, class, CLASS_METHODS);
  lua_rawgeti(L, class, CLASS_FIELDS);
  lua_pushcclosure(L, object_index, 3);
  lua_setfield(L, metatable, "__index");
  lua_pushstring(L, job->key);
  lua_pushcclosure(L, object_newindex, 1);
  lua_setfield(L, metatable, "__newindex");
  lua_pushcfunction(L, collect_object);
  lua_setfield(L, metatable, "__gc");
  lua_pushboolean(L, 0);
  lua_setfield(L, metatable, "__metatable");
  lua_pushstring(L, job->key);
  lua_setfield(L, metatable, "__name");

  lua_pushvalue(L, metatable);
  lua_rawseti(L, types, job->type);
  return 0;
}

int tsk_type_open(tsk_state *s, const char *name, int32_t *type) {
  tsk_type_job job = {.type = s->type_count + 1, .key = name};
  int code = tsk_protect(s, open_body, &job);
  if (code == TSK_OK) *type = ++s->type_count;
  return code;
}

static int add_body(lua_State *L) {
  tsk_type_job *job = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &types_key);
  lua_rawgeti(L, -1, job->type);
  int metatable = lua_gettop(L);
  lua_rawgeti(L, metatable, 1);
  int class = lua_gettop(L);
  lua_pushstring(L, job->key);
  tsk_function *function = tsk_new_function(L, job->full_name);
  tsk_hold_box(L, &function->box, &job->box);
  switch (job->kind) {
    case TSK_MEMBER_FIELD:
      lua_rawgeti(L, class, CLASS_FIELDS);
      break;
    case TSK_MEMBER_METHOD:
      tsk_push_trampoline(L);
      lua_rawgeti(L, class, CLASS_METHODS);
      break;
    default:
      if (strcmp(job->key, "__index") == 0) {
        lua_rawseti(L, class, CLASS_INDEX);
        return 0;
      }
      tsk_push_trampoline(L);
      lua_pushvalue(L, metatable);
  }
  lua_insert(L, -3);
  lua_rawset(L, -3);
  return 0;
}

int tsk_type_add(
    tsk_state *s, int32_t type, int kind, const char *key, const void *box, const char *full_name) {
  tsk_type_job job = {type, kind, key, full_name, box};
  int code = tsk_protect(s, add_body, &job);
  if (job.box != NULL) s->callbacks.release(job.box);
  return code;
}
