/// The values of FOCUS ServiceCategory that adapters give.
enum ServiceCategory {
  static let ai = "AI and Machine Learning"
  static let compute = "Compute"
  static let databases = "Databases"
  static let integration = "Integration"
  static let networking = "Networking"
  static let other = "Other"
  static let storage = "Storage"
  static let web = "Web"
}
