#ifndef TALLYSTICK_CCURL_SHIM_H
#define TALLYSTICK_CCURL_SHIM_H

// The macros that check types cannot see an option that is not a constant.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// Swift cannot call variadic functions, so each type of argument has its own function here.

typedef size_t (*tally_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);

typedef int (*tally_curl_progress_callback)(
    void *context, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up);

static inline CURLcode tally_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tally_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tally_curl_set_list(
    CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

// Copies the bytes, so that the caller may let go of them.
static inline CURLcode tally_curl_set_body(CURL *handle, const void *bytes, size_t count) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes);
}

static inline CURLcode tally_curl_set_body_callback(
    CURL *handle, tally_curl_data_callback callback, void *context) {
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
  return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
}

static inline CURLcode tally_curl_set_header_callback(
    CURL *handle, tally_curl_data_callback callback, void *context) {
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
  return curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
}

static inline CURLcode tally_curl_set_progress_callback(
    CURL *handle, tally_curl_progress_callback callback, void *context) {
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

// Nothing but HTTP: libcurl also speaks file, ftp and more. The option with text is newer than the
// libcurl of some supported systems.
static inline CURLcode tally_curl_allow_only_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline long tally_curl_response_code(CURL *handle) {
  long code = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
  return code;
}

// Gives up a name lookup at the end of the transfer's time, in place of waiting for its thread.
static inline CURLcode tally_curl_leave_lookup(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)handle;
  return CURLE_OK;
#endif
}

// What a proxy answered to the request for a connection; 0 without one.
static inline long tally_curl_proxy_status(CURL *handle) {
  long code = 0;
  curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &code);
  return code;
}

// Whether the transfer came so far that the request could be sent.
static inline int tally_curl_was_connected(CURL *handle) {
  curl_off_t time = 0;
  curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &time);
  return time > 0;
}

#endif
