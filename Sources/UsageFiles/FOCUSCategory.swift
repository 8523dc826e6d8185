/// The service categories of FOCUS, which are the same in all versions.
enum FOCUSCategory {
  /// All of them.
  static let all: Set<String> = [
    "AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases",
    "Developer Tools", "Multicloud", "Identity", "Integration", "Internet of Things",
    "Management and Governance", "Media", "Migration", "Mobile", "Networking", "Security",
    "Storage",
    "Web", "Other",
  ]
}
