// require, confined to one folder.

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

enum { LOADED = lua_upvalueindex(1) };  // name → value; `false` while it is being loaded

static bool is_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
      || (letter >= '0' && letter <= '9') || letter == '_';
}

// Words joined by single dots: nothing that leads out of a folder can be written so.
static bool is_name(const char *name, size_t count) {
  if (count == 0 || count > 200) return false;
  for (size_t i = 0; i < count; i++) {
    if (is_word(name[i])) continue;
    bool joins = name[i] == '.' && i > 0 && i + 1 < count && name[i - 1] != '.';
    if (!joins) return false;
  }
  return true;
}

// Opens `relative` below the folder, following no symbolic link on the way.
static int open_below(const char *folder, const char *relative) {
  int directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  while (directory >= 0) {
    const char *slash = strchr(relative, '/');
    char part[256];
    size_t count = slash == NULL ? strlen(relative) : (size_t)(slash - relative);
    if (count >= sizeof part) break;
    memcpy(part, relative, count);
    part[count] = 0;
    int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (slash == NULL ? 0 : O_DIRECTORY);
    int next = openat(directory, part, flags);
    close(directory);
    if (slash == NULL) return next;
    directory = next;
    relative = slash + 1;
  }
  if (directory >= 0) close(directory);
  return -1;
}

// Pushes a file's bytes, at most one more than the limit of a source; false if it cannot be read.
// The bytes are a userdata, so that nothing is lost when Lua raises.
static const uint8_t *push_file(lua_State *L, int file, size_t *count) {
  tsk_state *s = tsk_of(L);
  struct stat status;
  *count = 0;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return NULL;
  size_t room = (size_t)s->limits.source_bytes + 1;
  if ((uint64_t)status.st_size + 1 < room) room = (size_t)status.st_size + 1;
  uint8_t *bytes = lua_newuserdatauv(L, room, 0);
  while (*count < room) {
    ssize_t got = read(file, bytes + *count, room - *count);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return NULL;
    if (got == 0) break;
    *count += (size_t)got;
  }
  return bytes;
}

typedef struct tsk_read_job {
  int file;
  size_t count;
  const uint8_t *bytes;
} tsk_read_job;

static int read_body(lua_State *L) {
  tsk_read_job *job = lua_touserdata(L, 1);
  job->bytes = push_file(L, job->file, &job->count);
  return job->bytes == NULL ? 0 : 1;
}

// Writes the path of a module below the library folder.
static void set_relative(char *relative, size_t size, const char *name) {
  snprintf(relative, size, "%s", name);
  for (char *letter = relative; *letter != 0; letter++) {
    if (*letter == '.') *letter = '/';
  }
  snprintf(relative + strlen(relative), size - strlen(relative), ".lua");
}

// Writes the names of the modules in a folder, each with its NUL; returns how many there are.
static int list_modules(const char *folder, char *names, size_t size) {
  int count = 0;
  size_t used = 0;
  DIR *directory = opendir(folder);
  if (directory == NULL) return 0;
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    size_t length = strlen(entry->d_name);
    if (length < 5 || strcmp(entry->d_name + length - 4, ".lua") != 0) continue;
    if (used + length - 3 > size) break;
    memcpy(names + used, entry->d_name, length - 4);
    names[used + length - 4] = 0;
    used += length - 3;
    count++;
  }
  closedir(directory);
  return count;
}

// The error about a module without a file. The module's name is at index 1.
static int missing(lua_State *L, const char *path) {
  char names[4096];
  const char *next = names;
  int count = list_modules(tsk_of(L)->library_folder, names, sizeof names);
  lua_newtable(L);
  for (; count > 0; count--, next += strlen(next) + 1) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, next);
  }
  return tsk_raise_unknown(L, "library", path, 1, lua_gettop(L), 0);
}

// Pushes the function of a module's file, or raises.
static void load_module(lua_State *L, const char *name) {
  tsk_state *s = tsk_of(L);
  char relative[256], path[4096];
  set_relative(relative, sizeof relative, name);
  if (s->library_folder == NULL) tsk_raise(L, "require: there is no library folder here");
  snprintf(path, sizeof path, "%s/%s", s->library_name, relative);
  int file = open_below(s->library_folder, relative);
  if (file < 0) missing(L, path);
  tsk_read_job job = {.file = file};
  lua_pushcfunction(L, read_body);
  lua_pushlightuserdata(L, &job);
  int status = lua_pcall(L, 1, 1, 0);
  close(file);
  if (status == LUA_ERRMEM) tsk_raise_limit(L, TSK_MEMORY);
  if (status != LUA_OK) lua_error(L);
  if (job.bytes == NULL) missing(L, path);
  tsk_load(L, job.bytes, job.count, path);
  lua_remove(L, -2);
}

// The module's function was called with its name at 1, and its result or error is on top.
static int after_module(lua_State *L, int status, lua_KContext context) {
  (void)context;
  tsk_check_fatal(L);
  if (status == LUA_ERRMEM) tsk_raise_memory(L);
  lua_pushvalue(L, 1);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushnil(L);
    lua_rawset(L, LOADED);
    return lua_error(L);
  }
  lua_insert(L, -2);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, -1);
  lua_insert(L, -3);
  lua_rawset(L, LOADED);
  return 1;
}

static int require(lua_State *L) {
  size_t count;
  const char *name = luaL_checklstring(L, 1, &count);
  lua_settop(L, 1);
  if (!is_name(name, count)) {
    return tsk_raise(
        L, "require: a module name is made of words joined by dots, such as \"tables.wide\"");
  }
  lua_pushvalue(L, 1);
  if (lua_rawget(L, LOADED) == LUA_TBOOLEAN && !lua_toboolean(L, -1)) {
    return tsk_raise(L, "require: module \"%s\" requires itself", name);
  }
  if (!lua_isnil(L, -1)) return 1;
  lua_settop(L, 1);
  lua_pushcfunction(L, tsk_keeping_handler);
  load_module(L, name);
  lua_pushvalue(L, 1);
  lua_pushboolean(L, 0);
  lua_rawset(L, LOADED);
  lua_pushvalue(L, 1);
  return after_module(L, lua_pcallk(L, 1, 1, 2, 0, after_module), 0);
}

void tsk_open_require(lua_State *L) {
  lua_newtable(L);
  lua_pushcclosure(L, require, 1);
  lua_setfield(L, -2, "require");
}
