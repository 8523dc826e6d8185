import UsageModel

/// What Puter charges for one unit of each usage key, in ten-thousandths of a microcent.
enum PuterPrices {
  /// The keys in the order in which replies list them.
  ///
  /// Dots in a model's name are written `_dot_`.
  ///
  /// A key without a price tells its cost itself: where a model's own platform reports what a call cost,
  /// all of it is on `billedUsage`, and each unit is one call.
  static let list: [(key: String, price: Int?)] = [
    ("openai:gpt-5-mini-2025-08-07:prompt_tokens", 250_000),
    ("openai:gpt-5-mini-2025-08-07:completion_tokens", 2_000_000),
    ("openai:gpt-5-mini-2025-08-07:cached_tokens", 25_000),
    ("openai:gpt-5-nano-2025-08-07:prompt_tokens", 50_000),
    ("openai:gpt-5-nano-2025-08-07:completion_tokens", 400_000),
    ("claude:claude-3-5-haiku-20241022:input_tokens", 800_000),
    ("claude:claude-3-5-haiku-20241022:output_tokens", 4_000_000),
    ("claude:claude-haiku-4-5-20251001:input_tokens", 1_000_000),
    ("claude:claude-haiku-4-5-20251001:output_tokens", 5_000_000),
    ("claude:claude-sonnet-4-5-20250929:input_tokens", 3_000_000),
    ("claude:claude-sonnet-4-5-20250929:output_tokens", 15_000_000),
    ("claude:claude-sonnet-4-5-20250929:cache_read_input_tokens", 300_000),
    ("openrouter:anthropic/claude-sonnet-4_dot_5-20250929:prompt", 3_000_000),
    ("openrouter:anthropic/claude-sonnet-4_dot_5-20250929:completion", 15_000_000),
    ("openrouter:google/gemini-2_dot_5-flash:prompt", 300_000),
    ("openrouter:google/gemini-2_dot_5-flash:completion", 2_500_000),
    ("openrouter:deepseek/deepseek-chat-v3_dot_1:prompt", 0),
    ("openrouter:deepseek/deepseek-chat-v3_dot_1:completion", 0),
    ("openrouter:deepseek/deepseek-chat-v3_dot_1:billedUsage", nil),
    ("kv:read", 170_000),
    ("kv:read:cached", 17_000),
    ("kv:write", 900_000),
    ("storage:read:ops", 400_000),
    ("storage:write:ops", 5_000_000),
    ("filesystem:egress:bytes", 112),
    ("egress:bytes", 112),
  ]

  /// The exact number of microcents.
  static func microcents(_ tenThousandths: Int) -> FixedDecimal {
    FixedDecimal(units: Int128(tenThousandths) * FixedDecimal.unitsPerOne / 10_000)
  }
}
