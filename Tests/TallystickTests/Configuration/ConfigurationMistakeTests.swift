import LuaHost
import Tallystick
import Testing

/// What is said of each mistake, with its line.
@Suite struct ConfigurationMistakeTests {
  @Test(arguments: [
    ("curency: USD", "1: unknown key `curency`; did you mean `currency`?"),
    (
      "sources:\n  - provider: puter\n    token: { env: T }\n    tag: { a: b }",
      "4: unknown key `sources[1].tag`; did you mean `tags`?"
    ),
    (
      "sources:\n  - provider: puter\n    token: { env: T }\n    fetch: { trys: 3 }",
      "4: unknown key `sources[1].fetch.trys`; did you mean `try`?"
    ),
    ("apps:\n  a: { nme: x }", "2: unknown key `apps.a.nme`; did you mean `name`?"),
    (
      "rates:\n  - { unit: EUR, prize: 1 USD, since: 2026-01-01 }",
      "2: unknown key `rates[1].prize`; did you mean `price`?"
    ),
    (
      "reports:\n  - { script: a.lua }\n  - { scirpt: b.lua }",
      "3: unknown key `reports[2].scirpt`; did you mean `script`?"
    ),
    (
      "limits: { script_second: 5 }",
      "1: unknown key `limits.script_second`; did you mean `script_seconds`?"
    ),
    (
      "limits: { cpu: 5 }",
      "1: unknown key `limits.cpu`; the keys here are script_memory, script_output, script_seconds"
    ),
    (
      "sources:\n  - provider: puter\n    api_key: { env: T }",
      "3: unknown key `sources[1].api_key`; the keys here are allow_http, app, app_detail_limit, "
        + "base_url, fetch, name, provider, tags, token"
    ),
  ])
  func `an unknown key has its line and what was probably meant`(text: String, expected: String) {
    #expect(mistake(text) == "t.yaml:\(expected)")
  }

  @Test(arguments: [
    ("currency: usd", "1: `currency`: expected a currency code such as USD, got \"usd\""),
    ("currency: [USD]", "1: `currency`: expected a text, got a list"),
    ("currency:", "1: `currency`: expected a text, got nothing"),
    (
      "timezone: Mars/Base",
      "1: `timezone`: \"Mars/Base\" is no time zone; write a name such as UTC or Europe/Berlin"
    ),
    ("store: { file: x }", "1: `store`: expected a file, got keys with values"),
    ("output: ''", "1: `output`: expected a folder, got an empty text"),
    ("store: \"\"", "1: `store`: expected a file, got an empty text"),
    ("output: []", "1: `output`: expected a folder, got a list"),
    ("env_file:\n  - x", "2: `env_file`: expected a file, got a list"),
    (
      "stale_after: soon",
      "1: `stale_after`: expected a duration such as 30s, 5m or 26h, got \"soon\""
    ),
    ("sources: puter", "1: `sources`: expected a list (lines that begin with `- `), got \"puter\""),
    (
      "sources:\n  - puter",
      "2: `sources[1]`: expected keys with values (`key: value`), got \"puter\""
    ),
    (
      "sources:\n  - name: x",
      "2: `sources[1]`: a source needs its provider: one of cuadra, helius, notte, puter, shoal"
    ),
    (
      "sources:\n  - provider: putter",
      "2: `sources[1].provider`: unknown provider \"putter\"; did you mean \"puter\"?"
    ),
    (
      "sources:\n  - provider: aws",
      "2: `sources[1].provider`: unknown provider \"aws\"; there are cuadra, helius, notte, puter, shoal"
    ),
    ("apps: [a]", "1: `apps`: expected keys with values (`key: value`), got a list"),
    ("apps:\n  a: web", "2: `apps.a`: expected keys with values (`key: value`), got \"web\""),
    (
      "apps:\n  a: { name: (no app) }",
      "2: `apps.a`: \"(no app)\" is a name that reports give to what has none; choose another"
    ),
    (
      "apps:\n  (other): {}",
      "2: `apps.(other)`: \"(other)\" is a name that reports give to what has none; choose another"
    ),
    (
      "apps:\n  a: { name: Other (3) }",
      "2: `apps.a`: \"Other (3)\" is a name that reports give to what has none; choose another"
    ),
    (
      "apps:\n  a: { tags: web }",
      "2: `apps.a.tags`: expected keys with values (`key: value`), got \"web\""
    ),
    ("apps:\n  a: { tags: { team: [x] } }", "2: `apps.a.tags.team`: expected a text, got a list"),
    (
      "rates:\n  - { unit: EUR }",
      "2: `rates[1]`: a rate has unit, price and since: { unit: \"cuadra:credit\", price: 0.002 USD, "
        + "since: 2026-01-01 }"
    ),
    (
      "rates:\n  - { unit: credits, price: 1 USD, since: 2026-01-01 }",
      "2: `rates[1].unit`: expected a platform's credits such as \"cuadra:credit\", or a currency code, "
        + "got \"credits\""
    ),
    (
      "rates:\n  - { unit: EUR, price: 1, since: 2026-01-01 }",
      "2: `rates[1].price`: expected an amount such as 0.002 USD, got \"1\""
    ),
    (
      "rates:\n  - { unit: EUR, price: -1 USD, since: 2026-01-01 }",
      "2: `rates[1].price`: expected an amount such as 0.002 USD, got \"-1 USD\""
    ),
    (
      "rates:\n  - { unit: EUR, price: 1 USD, since: 2026-02-30 }",
      "2: `rates[1].since`: expected a day such as 2026-01-01, got \"2026-02-30\""
    ),
    (
      "reports:\n  - {}",
      "2: `reports[1]`: a report needs its script: { script: Scripts/spend-by-app.lua }"
    ),
    (
      "reports:\n  - { script: a.lua, formats: [pdf] }",
      "2: `reports[1].formats[1]`: expected html or markdown, got \"pdf\""
    ),
    (
      "reports:\n  - { script: a.lua, formats: html }",
      "2: `reports[1].formats`: expected a list (lines that begin with `- `), got \"html\""
    ),
    (
      "reports:\n  - { script: a.lua, period: range }",
      "2: `reports[1].period`: expected day, week, month, quarter or year"
    ),
    (
      "reports:\n  - { script: a.lua, name: a/b }",
      "2: `reports[1].name`: \"a/b\" cannot be a folder's name"
    ),
    (
      "reports:\n  - { script: a.lua, name: \"\" }",
      "2: `reports[1].name`: \"\" cannot be a folder's name"
    ),
    (
      "reports:\n  - { script: a.lua }\n  - { script: b/a.lua }",
      "3: `reports[2]`: another report is called \"a\" too; give one of them a `name`"
    ),
    (
      "limits: { script_seconds: fast }",
      "1: `limits.script_seconds`: expected a duration such as 30s, 5m or 26h, got \"fast\""
    ),
    (
      "limits: { script_seconds: 0 }",
      "1: `limits.script_seconds`: expected a duration such as 30s, 5m or 26h, got \"0\""
    ),
    (
      "limits: { script_memory: lots }",
      "1: `limits.script_memory`: expected a size such as 16 MiB, got \"lots\""
    ),
    (
      "limits: { script_memory: 256 }",
      "1: `limits.script_memory`: expected at least 1 MiB, got 256 bytes; a size may have a unit: 16 MiB"
    ),
    (
      "limits: { script_output: 0 MiB }",
      "1: `limits.script_output`: expected a size such as 16 MiB, got \"0 MiB\""
    ),
    ("just text", "1: expected keys with values (`key: value`), got \"just text\""),
    ("- a", "1: expected keys with values (`key: value`), got a list"),
  ])
  func `a wrong value has its line, its key and what is allowed`(text: String, expected: String) {
    #expect(mistake(text) == "t.yaml:\(expected)")
  }

  @Test(arguments: [
    (
      "base_url: ftp://x",
      "base_url`: expected an address such as https://api.example.com, without user, query or fragment"
    ),
    (
      "base_url: https://me:secret@x",
      "base_url`: expected an address such as https://api.example.com, without user, query or fragment"
    ),
    ("allow_http: maybe", "allow_http`: expected true or false, got \"maybe\""),
    (
      "app_detail_limit: -1",
      "app_detail_limit`: expected a whole number from 0 to 100, got \"-1\""
    ),
    (
      "app_detail_limit: 101",
      "app_detail_limit`: expected a whole number from 0 to 100, got \"101\""
    ),
    (
      "app_detail_limit: many",
      "app_detail_limit`: expected a whole number from 0 to 100, got \"many\""
    ),
    (
      "app: (unallocated)",
      "app`: \"(unallocated)\" is a name that reports give to what has none; choose another"
    ),
    ("tags: [a]", "tags`: expected keys with values (`key: value`), got a list"),
    ("fetch: { tries: 0 }", "fetch.tries`: expected 1 to 20"),
    ("fetch: { tries: x }", "fetch.tries`: expected 1 to 20"),
    (
      "fetch: { connect: 0s }",
      "fetch.connect`: expected a duration such as 30s, 5m or 26h, got \"0s\""
    ),
    ("fetch: { try: -5s }", "fetch.try`: expected a duration such as 30s, 5m or 26h, got \"-5s\""),
    ("fetch: { total: [1] }", "fetch.total`: expected a duration such as 30s or 26h, got a list"),
    (
      "fetch: { retry_after: 1y }",
      "fetch.retry_after`: expected a duration such as 30s, 5m or 26h, got \"1y\""
    ),
    ("fetch: { body: 16 megs }", "fetch.body`: expected a size such as 16 MiB, got \"16 megs\""),
    ("fetch: { ca_file: }", "fetch.ca_file`: expected a text, got nothing"),
    ("fetch: fast", "fetch`: expected keys with values (`key: value`), got \"fast\""),
    ("name: \"\"", "name`: a source needs a name"),
  ])
  func `a wrong setting of a source has its line`(setting: String, expected: String) {
    let text = "sources:\n  - provider: puter\n    token: { env: T }\n    \(setting)"
    #expect(mistake(text) == "t.yaml:4: `sources[1].\(expected)")
  }

  @Test(arguments: [
    ("puter", "`token`"), ("notte", "`api_key`"),
    ("cuadra", "`token`, or `client_id` and `client_secret`"), ("helius", "`api_key`"),
    ("shoal", "`api_key`"),
  ])
  func `each platform needs its credentials`(provider: String, keys: String) {
    #expect(
      mistake("sources:\n  - provider: \(provider)")
        == "t.yaml:2: `sources[1]`: a \(provider) source needs \(keys): { env: NAME } or { file: PATH }"
    )
  }

  @Test func `a platform's own settings are checked`() {
    #expect(
      mistake("sources:\n  - provider: helius\n    api_key: { env: K }")
        == "t.yaml:2: `sources[1]`: a helius source needs `project`"
    )
    let half = "sources:\n  - provider: cuadra\n    client_id: { env: I }"
    #expect(mistake(half)?.contains("`client_id` and `client_secret`") == true)
    #expect(mistake("\(half)\n    client_secret: { env: S }") == nil)
    #expect(
      mistake("sources:\n  - provider: cuadra\n    token: { env: T }\n    token_url: here")
        == "t.yaml:4: `sources[1].token_url`: expected an address such as https://api.example.com, "
        + "without user, query or fragment"
    )
  }

  @Test func `two sources cannot have one name`() {
    let source = "  - provider: puter\n    token: { env: T }\n"
    #expect(
      mistake("sources:\n\(source)\(source)")
        == "t.yaml:4: `sources[2]`: another source is called \"puter\" too"
    )
  }

  @Test(arguments: [
    ("currency: USD\ncurrency: EUR", "1: written more than once: `currency`"),
    ("apps:\n  a: {}\n  b: {}\n  a: {}", "2: written more than once: `a`"),
    ("apps:\n  1: {}\n  \"1\": {}", "3: written more than once: `apps.1`"),
    (
      "sources:\n\t- provider: puter",
      "2: this is not YAML: found character that cannot start any token; the line is indented with a tab, use spaces"
    ),
    (
      "sources:\n  - provider: puter\n   token: x",
      "3: this is not YAML: did not find expected '-' indicator"
    ),
    ("store: a: b", "1: this is not YAML: mapping values are not allowed in this context"),
    ("store: [a", "2: this is not YAML: did not find expected ',' or ']'"),
    ("store: \"a", "1: this is not YAML: found unexpected end of stream"),
    ("currency: USD\n---\ncurrency: EUR", "2: this is not YAML: but found another document"),
  ])
  func `what is not YAML has its line`(text: String, expected: String) {
    #expect(mistake(text) == "t.yaml:\(expected)")
  }

  @Test(arguments: [
    "token: SECRET", "token: [SECRET]", "token: { SECRET }", "token: { SECRET: }",
    "token: { value: SECRET }", "token: { env: SECRET-KEY }", "token: { file: a, env: SECRET }",
    "token: *SECRET", "token: !SECRET x", "token: {}", "token:", "token: { env: }",
    "token: |\n      SECRET", "token: \"SECRET", "token: { env: [SECRET] }", "token: @SECRET",
    "token: { file: { SECRET: x } }", "token: %SECRET", "token: &SECRET",
  ])
  func `a secret in place of a reference is never repeated`(line: String) throws {
    let text = try #require(mistake("sources:\n  - provider: puter\n    \(line)\n"))
    #expect(!text.contains("SECRET"), "\(text)")
    #expect(text.hasPrefix("t.yaml:"))
  }

  @Test func `a secret in place of a reference says what to write`() {
    let rule = "write { env: NAME } or { file: PATH }, never the secret itself"
    for line in ["token: SECRET", "token: { SECRET }", "token: { env: SECRET-KEY }", "token: {}"] {
      #expect(
        mistake("sources:\n  - provider: puter\n    \(line)")?.hasSuffix(rule) == true,
        "\(line)"
      )
    }
  }

  @Test(arguments: [
    ("10s", Duration.seconds(10)), ("5m", .seconds(300)), ("26h", .seconds(93_600)),
    ("2d", .seconds(172_800)), ("30", .seconds(30)), ("0.5s", .milliseconds(500)),
    ("10 s", .seconds(10)), ("1.5h", .seconds(5400)),
  ])
  func `durations are read`(text: String, expected: Duration) throws {
    #expect(try Configuration.read("stale_after: \(text)", file: "t").staleAfter == expected)
  }

  @Test(arguments: [
    ("256 MiB", 256 << 20), ("16MiB", 16 << 20), ("512 KiB", 512 << 10), ("1 GiB", 1 << 30),
    ("5 kB", 5000), ("16 MB", 16_000_000), ("1 GB", 1_000_000_000), ("100 B", 100), ("4096", 4096),
  ])
  func `sizes are read`(text: String, expected: Int) throws {
    let text = "limits: { script_output: \(text) }"
    #expect(try Configuration.read(text, file: "t").limits.output == expected)
  }

  @Test(arguments: [
    "9223372036854775807 GiB", "-1", "1e3 B", "1.5 MiB", "MiB", "5 TiB", "inf", "nan s", "1e300h",
  ])
  func `other durations and sizes are mistakes`(text: String) {
    #expect(mistake("stale_after: \(text)") != nil)
    #expect(mistake("limits: { script_memory: \(text) }") != nil)
  }
}
