import UsageModel

/// What a key of Puter's usage object names, such as `openai:gpt-5-nano:prompt_tokens` or `kv:read`.
struct PuterKey: Hashable {
  var service: String
  var meter: String?
  var charge: Charge = .usage

  /// Services whose name is the first part alone.
  private static let areas: [String: String] = [
    "kv": ServiceCategory.databases,
    "storage": ServiceCategory.storage,
    "filesystem": ServiceCategory.storage,
    "egress": ServiceCategory.networking,
    "turn": ServiceCategory.networking,
  ]

  /// The key under which the platform books its own corrections.
  static let adjustment = "manual_adjustment"

  init(_ key: String) {
    // The platform cannot store a dot in a key and does not undo its replacement.
    let name = key.replacing("_dot_", with: ".")
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    if name == Self.adjustment {
      service = "adjustment"
      charge = .adjustment
    } else if parts.count == 1 {
      service = name
    } else if Self.areas[String(parts[0])] != nil {
      service = String(parts[0])
      meter = parts.dropFirst().joined(separator: ":")
    } else {
      service = parts.dropLast().joined(separator: ":")
      meter = String(parts[parts.count - 1])
    }
  }

  /// FOCUS ServiceCategory.
  var category: String {
    let area = service.split(separator: ":").first.map(String.init) ?? service
    if let category = Self.areas[area] { return category }
    switch area {
    case "worker", "workers", "serverless": return ServiceCategory.compute
    case "hosting", "site", "sites", "subdomain": return ServiceCategory.web
    default: return meter == nil ? ServiceCategory.other : ServiceCategory.ai
    }
  }

  /// The unit of the quantity; the platform does not say, so the meter's name decides.
  var unit: String {
    guard let meter else { return "unit" }
    let name = meter.lowercased()
    if name.contains("token") { return "token" }
    if name.contains("byte") { return "byte" }
    if name.hasSuffix("ops") || service == "kv" || name.contains("request") { return "request" }
    for unit in ["second", "character", "page"] where name.contains(unit) { return unit }
    let tokens = ["prompt", "completion", "input_cache_read", "input_cache_write", "reasoning"]
    return tokens.contains(name) ? "token" : "unit"
  }
}
