/// What the platforms accept.
///
/// None of it opens anything outside of this process.
enum Credentials {
  static let puterToken = "puter-simulated-token-7f3c9a51e2d84b06"
  static let notteKey = "notte-simulated-key-1d62e8f0b7a94c35"
  static let cuadraToken = "cuadra-simulated-session-94b1d7c3f05e4a28"
  static let cuadraClient = "m2m-client-simulated-3e7a52"
  static let cuadraSecret = "cuadra-simulated-secret-c6f08b2d91e74a53"
  static let heliusProject = "a1b2c3d4-e5f6-4890-abcd-ef1234567890"
  static let heliusKey = "helius-simulated-key-5ac4d1e8-7b90"
  static let openAIKey = "openai-simulated-admin-key-2f90b7ce51"
  static let anthropicKey = "anthropic-simulated-admin-key-8d1e64a02b"
  static let openRouterKey = "openrouter-simulated-management-key-70c3fe"
  static let gitHubToken = "github-simulated-token-b5d2917e4f"
  static let shoalKey = "shoal-simulated-key-e85b20d7f4c1"
}
