/// What the value of a setting looks like.
indirect enum SettingKind: Hashable, Sendable {
  /// Any text.
  case text
  /// Any text but some words.
  case textOther(than: [String])
  /// A file or folder, relative to the configuration.
  case path
  /// Text of a form that has a name, with the pattern that it follows.
  case form(SettingForm)
  /// A whole number.
  case wholeNumber(ClosedRange<Int>)
  /// `true` or `false`.
  case flag
  /// One of some words.
  case choice([String])
  /// `{ env: NAME }` or `{ file: PATH }`.
  case secret
  /// Several values.
  case list(SettingKind)
  /// Values by names of the user's own.
  case map(SettingKind)
  /// Settings of its own.
  case group(SettingGroup)
  /// One of several kinds.
  case any([SettingKind])
}

/// A form of text that settings share: its name in the reference, an example and the pattern.
struct SettingForm: Hashable, Sendable {
  /// What the reference calls it.
  let name: String
  /// How it is written.
  let example: String
  /// An ECMA 262 regular expression, which JSON Schema has.
  let pattern: String
  /// Whether a plain number is meant too, which YAML tells from a text.
  var takesNumbers = false

  static let duration = SettingForm(
    name: "duration",
    example: "30s",
    pattern: #"^[0-9.]+ *[smhd]?$"#,
    takesNumbers: true
  )
  static let size = SettingForm(
    name: "size",
    example: "16 MiB",
    pattern: #"^[0-9]+ *(B|kB|MB|GB|KiB|MiB|GiB)?$"#,
    takesNumbers: true
  )
  static let currency = SettingForm(name: "currency", example: "USD", pattern: "^[A-Z]{3}$")
  static let day = SettingForm(
    name: "day",
    example: "2026-01-31",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  )
  static let period = SettingForm(
    name: "period",
    example: "2026-10",
    pattern:
      #"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(\.\.[0-9]{4}-[0-9]{2}-[0-9]{2})?)?|-Q[1-4]|-W[0-9]{2})?$"#,
    takesNumbers: true
  )
  static let amount = SettingForm(
    name: "amount",
    example: "49 USD",
    pattern: #"^[+-]?[0-9][0-9.]* \S+$"#
  )
  static let number = SettingForm(
    name: "number",
    example: "10000000",
    pattern: #"^-?[0-9][0-9.]*$"#,
    takesNumbers: true
  )
  static let threshold = SettingForm(
    name: "threshold",
    example: "forecast 80%",
    pattern: "^((forecast|chance) )?[0-9.]+%$"
  )
  static let color = SettingForm(
    name: "colour",
    example: "#0b5c9c",
    pattern: "^#[0-9a-fA-F]{6}$"
  )
  static let address = SettingForm(
    name: "address",
    example: "https://api.example.com",
    pattern: #"^https?://\S+$"#
  )
}

/// One setting: its name and what the reference and an editor say of it.
struct Setting: Hashable, Sendable {
  let name: String
  let kind: SettingKind
  /// Whether its group makes no sense without it.
  var isRequired = false
  /// What holds without it, in words; nil where that is nothing.
  var standard: String?
  /// What it says, in one or two sentences of Markdown.
  let summary: String

  init(
    _ name: String,
    _ kind: SettingKind,
    isRequired: Bool = false,
    standard: String? = nil,
    _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.standard = standard
    self.summary = summary
  }
}

/// The settings that stand together in a mapping.
struct SettingGroup: Hashable, Sendable {
  /// What the reference calls it; groups that have one name are one.
  let name: String
  let summary: String
  var settings: [Setting]
  /// Whether other keys are allowed too, which platforms of the user's own bring.
  var isOpen = false

  /// The names, as an unknown key is compared with them.
  var keys: [String] { settings.map(\.name) }
}
