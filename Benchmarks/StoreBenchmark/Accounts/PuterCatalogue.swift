/// What the account has at Puter: services with the meters that they are charged by, and the apps that use them.
enum PuterCatalogue {
  /// What one event of a service consumes of something.
  struct Meter {
    let key: String
    /// In ten-thousandths of a microcent.
    let price: Int
    let perEvent: Double

    init(_ key: String, _ price: Int, _ perEvent: Double = 1) {
      self.key = key
      self.price = price
      self.perEvent = perEvent
    }
  }

  /// An app with what it uses, as events on a working day.
  struct App {
    let habit: Habit
    let resting: Double
    let uses: KeyValuePairs<String, Double>
  }

  /// The services in the order in which replies list their keys.
  ///
  /// Dots in a model's name are written `_dot_`.
  static let services: [(name: String, meters: [Meter])] = [
    model("openai:gpt-5-2025-08-07", openAI, 1_250_000, 2_400, 600, 700),
    model("openai:gpt-5-mini-2025-08-07", openAI, 250_000, 2_100, 430, 600),
    model("openai:gpt-5-nano-2025-08-07", openAI, 50_000, 1_050, 620, 200),
    model("claude:claude-haiku-4-5-20251001", claude, 1_000_000, 1_500, 260, 400),
    model("claude:claude-sonnet-4-5-20250929", claude, 3_000_000, 2_600, 420, 1_800),
    model("openrouter:google/gemini-2_dot_5-flash", openRouter, 300_000, 1_800, 500),
    model("openrouter:anthropic/claude-sonnet-4_dot_5-20250929", openRouter, 3_000_000, 1_800, 500),
    model("openrouter:deepseek/deepseek-chat-v3_dot_1", openRouter, 200_000, 2_300, 640),
    model("mistral:mistral-small-2506", openRouter, 100_000, 900, 300),
    counted("kv:read", 170_000),
    counted("kv:read:cached", 17_000),
    counted("kv:write", 900_000),
    counted("storage:read:ops", 400_000),
    counted("storage:write:ops", 5_000_000),
    (
      "egress", [Meter("filesystem:egress:bytes", 112, 180_000), Meter("egress:bytes", 112, 1_000)]
    ),
  ]

  /// Five apps that people work with, seven that are small.
  static let apps: [App] = [
    App(
      habit: .office,
      resting: 0,
      uses: [
        "claude:claude-sonnet-4-5-20250929": 160, "openai:gpt-5-mini-2025-08-07": 240,
        "kv:read": 3_000, "kv:read:cached": 900, "storage:read:ops": 400, "egress": 700,
      ]
    ),
    App(
      habit: .steady,
      resting: 0,
      uses: [
        "openai:gpt-5-nano-2025-08-07": 210, "kv:write": 500, "storage:write:ops": 60,
      ]
    ),
    App(
      habit: .leisure,
      resting: 0.05,
      uses: [
        "openrouter:google/gemini-2_dot_5-flash": 90, "kv:read": 800, "egress": 300,
      ]
    ),
    App(
      habit: .nightly,
      resting: 0,
      uses: [
        "claude:claude-haiku-4-5-20251001": 420, "mistral:mistral-small-2506": 150, "kv:write": 900,
      ]
    ),
    App(
      habit: .office,
      resting: 0.1,
      uses: [
        "openai:gpt-5-2025-08-07": 45, "kv:read": 200,
        "storage:write:ops": 15,
      ]
    ),
    App(
      habit: .office,
      resting: 0.3,
      uses: [
        "openrouter:anthropic/claude-sonnet-4_dot_5-20250929": 30, "kv:write": 60,
      ]
    ),
    App(
      habit: .leisure,
      resting: 0.4,
      uses: [
        "openrouter:deepseek/deepseek-chat-v3_dot_1": 40, "kv:read": 50,
      ]
    ),
    App(habit: .leisure, resting: 0.5, uses: ["openai:gpt-5-nano-2025-08-07": 12]),
    App(
      habit: .office,
      resting: 0.5,
      uses: [
        "claude:claude-haiku-4-5-20251001": 9, "storage:read:ops": 20,
      ]
    ),
    App(habit: .nightly, resting: 0.2, uses: ["egress": 12, "storage:write:ops": 8]),
    App(habit: .leisure, resting: 0.6, uses: ["openai:gpt-5-mini-2025-08-07": 8]),
    App(habit: .office, resting: 0.7, uses: ["openai:gpt-5-2025-08-07": 5, "kv:read": 30]),
  ]

  private static let openAI = ["prompt_tokens", "completion_tokens", "cached_tokens"]
  private static let claude = ["input_tokens", "output_tokens", "cache_read_input_tokens"]
  private static let openRouter = ["prompt", "completion"]

  /// A model, whose answers cost five times as much as the questions, and what is cached a tenth.
  private static func model(
    _ name: String,
    _ meters: [String],
    _ price: Int,
    _ perEvent: Double...
  ) -> (name: String, meters: [Meter]) {
    let prices = [price, 5 * price, price / 10]
    return (
      name,
      meters.indices.map { Meter("\(name):\(meters[$0])", prices[$0], perEvent[$0]) }
    )
  }

  /// A service that counts its calls.
  private static func counted(_ name: String, _ price: Int) -> (name: String, meters: [Meter]) {
    (name, [Meter(name, price)])
  }
}
