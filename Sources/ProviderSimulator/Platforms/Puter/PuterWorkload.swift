/// What the apps do on Puter: the names of streams are the beginnings of usage keys.
enum PuterWorkload: Workload {
  static let streams: [Stream] = models + keyValueStore + files

  /// The day from which file traffic has its newer key.
  private static let newEgress = "2026-08-12"

  /// The day Courier moved to a newer model.
  private static let newHaiku = "2026-02-02"

  private static let models: [Stream] = [
    claudeSonnet(.atlas, 700),
    gptMini(.atlas, 2_600),
    gptMini(.beacon, 4_100),
    gemini(.beacon, 1_500),
    gptNano(.mosaic, 5_600),
    Stream(
      "openrouter:anthropic/claude-sonnet-4_dot_5-20250929",
      .mosaic,
      perDay: 340,
      consuming: ["prompt": 1_800, "completion": 500]
    ),
    Stream(
      "claude:claude-3-5-haiku-20241022",
      .courier,
      perDay: 2_100,
      consuming: ["input_tokens": 1_500, "output_tokens": 260],
      before: newHaiku
    ),
    Stream(
      "claude:claude-haiku-4-5-20251001",
      .courier,
      perDay: 2_000,
      consuming: ["input_tokens": 1_500, "output_tokens": 260],
      since: newHaiku
    ),
    gptNano(.ledgerline, 7_800),
    claudeSonnet(.ledgerline, 120),
    Stream(
      "openrouter:deepseek/deepseek-chat-v3_dot_1",
      .tidepool,
      perDay: 1_150,
      consuming: ["prompt": 2_300, "completion": 640, "billedUsage": 172_000]
    ),
    gptNano(.unassigned, 1_700),
  ]

  private static let keyValueStore: [Stream] =
    counted(
      "kv:read",
      [
        .atlas: 60_000, .beacon: 22_000, .courier: 31_000, .mosaic: 48_000, .ledgerline: 36_000,
        .tidepool: 19_000, .unassigned: 5_200,
      ]
    )
    + counted("kv:read:cached", [.atlas: 140_000, .mosaic: 96_000, .tidepool: 44_000])
    + counted(
      "kv:write",
      [
        .atlas: 18_000, .beacon: 45_000, .courier: 9_400, .mosaic: 12_500, .ledgerline: 21_000,
        .tidepool: 8_800, .unassigned: 900,
      ]
    )

  private static let files: [Stream] =
    counted("storage:read:ops", [.atlas: 9_000, .mosaic: 26_000, .unassigned: 1_400])
    + counted("storage:write:ops", [.atlas: 1_200, .beacon: 2_600, .mosaic: 3_100])
    + [
      (App.atlas, 8_000.0, 1_450_000.0), (.beacon, 1_900, 1_600_000), (.mosaic, 21_000, 620_000),
      (.courier, 2_400, 310_000), (.tidepool, 3_300, 480_000), (.unassigned, 5_000, 1_350_000),
    ].flatMap { app, transfers, bytes in
      [
        Stream(
          "filesystem:egress",
          app,
          perDay: transfers,
          consuming: ["bytes": bytes],
          before: newEgress
        ),
        Stream("egress", app, perDay: transfers, consuming: ["bytes": bytes], since: newEgress),
      ]
    }

  private static func claudeSonnet(_ app: App, _ calls: Double) -> Stream {
    Stream(
      "claude:claude-sonnet-4-5-20250929",
      app,
      perDay: calls,
      consuming: [
        "input_tokens": 2_600, "output_tokens": 420, "cache_read_input_tokens": 1_800,
      ]
    )
  }

  private static func gptMini(_ app: App, _ calls: Double) -> Stream {
    Stream(
      "openai:gpt-5-mini-2025-08-07",
      app,
      perDay: calls,
      consuming: ["prompt_tokens": 2_100, "completion_tokens": 430, "cached_tokens": 600]
    )
  }

  private static func gptNano(_ app: App, _ calls: Double) -> Stream {
    Stream(
      "openai:gpt-5-nano-2025-08-07",
      app,
      perDay: calls,
      consuming: ["prompt_tokens": 1_050, "completion_tokens": 620]
    )
  }

  private static func gemini(_ app: App, _ calls: Double) -> Stream {
    Stream(
      "openrouter:google/gemini-2_dot_5-flash",
      app,
      perDay: calls,
      consuming: ["prompt": 5_200, "completion": 380]
    )
  }

  /// Operations, of which each is one unit.
  private static func counted(_ key: String, _ perDay: KeyValuePairs<App, Double>) -> [Stream] {
    perDay.map { Stream(key, $0.key, perDay: $0.value) }
  }
}
