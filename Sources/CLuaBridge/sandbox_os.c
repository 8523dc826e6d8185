// os.time, os.date, os.clock and os.difftime by the report's clock, in UTC and the C locale.

#include <limits.h>
#include <string.h>
#include <time.h>

#include "internal.h"

// MARK: - Fields of a date

static void set_field(lua_State *L, const char *name, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

// Sets the fields of the table on top.
static void set_fields(lua_State *L, const struct tm *date) {
  set_field(L, "year", (lua_Integer)date->tm_year + 1900);
  set_field(L, "month", date->tm_mon + 1);
  set_field(L, "day", date->tm_mday);
  set_field(L, "hour", date->tm_hour);
  set_field(L, "min", date->tm_min);
  set_field(L, "sec", date->tm_sec);
  set_field(L, "yday", date->tm_yday + 1);
  set_field(L, "wday", date->tm_wday + 1);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "isdst");
}

// Reads a field of the table at 1; without a default it is required.
static int field(lua_State *L, const char *name, int fallback, int offset) {
  int exact = 0, type = lua_getfield(L, 1, name);
  lua_Integer value = lua_tointegerx(L, -1, &exact);
  lua_pop(L, 1);
  if (!exact) {
    if (type != LUA_TNIL) return tsk_raise(L, "field '%s' is not an integer", name);
    if (fallback < 0) return tsk_raise(L, "field '%s' missing in date table", name);
    return fallback;
  }
  if (value < INT_MIN / 2 || value > INT_MAX / 2) {
    return tsk_raise(L, "field '%s' is out-of-bound", name);
  }
  return (int)value - offset;
}

// MARK: - Functions

static int time_of(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    lua_pushinteger(L, tsk_of(L)->now);
    return 1;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  struct tm date = {0};
  date.tm_year = field(L, "year", -1, 1900);
  date.tm_mon = field(L, "month", -1, 1);
  date.tm_mday = field(L, "day", -1, 0);
  date.tm_hour = field(L, "hour", 12, 0);
  date.tm_min = field(L, "min", 0, 0);
  date.tm_sec = field(L, "sec", 0, 0);
  time_t time = timegm(&date);
  set_fields(L, &date);
  lua_pushinteger(L, (lua_Integer)time);
  return 1;
}

static void check_format(lua_State *L, const char *format, size_t count) {
  static const char known[] = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%";
  for (size_t i = 0; i < count; i++) {
    if (format[i] != '%') continue;
    char next = ++i < count ? format[i] : 0;
    if (next != 0 && strchr(known, next) != NULL) continue;
    const char item[] = {next, 0};
    luaL_argerror(L, 1, lua_pushfstring(L, "invalid conversion specifier '%%%s'", item));
  }
}

static int date(lua_State *L) {
  size_t count;
  const char *format = luaL_optlstring(L, 1, "%c", &count);
  time_t time = (time_t)luaL_optinteger(L, 2, tsk_of(L)->now);
  if (count > 0 && *format == '!') {  // UTC, as all times here
    format++;
    count--;
  }
  struct tm date;
  if (gmtime_r(&time, &date) == NULL) {
    return tsk_raise(L, "date result cannot be represented in this installation");
  }
  if (count >= 2 && strncmp(format, "*t", 2) == 0) {
    lua_createtable(L, 0, 9);
    set_fields(L, &date);
    return 1;
  }
  check_format(L, format, count);
  tsk_steps(L, (int64_t)count);
  date.tm_zone = "UTC";
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (size_t i = 0; i < count; i++) {
    if (format[i] != '%') {
      luaL_addchar(&buffer, format[i]);
      continue;
    }
    char item[] = {'%', format[++i], 0};
    char *room = luaL_prepbuffsize(&buffer, 250);
    luaL_addsize(&buffer, strftime(room, 250, item, &date));
  }
  luaL_pushresult(&buffer);
  return 1;
}

// A script's own running time would differ from run to run.
static int clock_of(lua_State *L) {
  lua_pushnumber(L, 0);
  return 1;
}

static int difference(lua_State *L) {
  lua_pushnumber(L, (lua_Number)luaL_checkinteger(L, 1) - (lua_Number)luaL_checkinteger(L, 2));
  return 1;
}

void tsk_open_os(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"time", time_of}, {"date", date}, {"clock", clock_of}, {"difftime", difference},
      {NULL, NULL}};
  luaL_setfuncs(L, functions, 0);
}
