/// Something that ``Doctor`` found.
public struct DoctorFinding: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable {
    /// Something has to be mended.
    case fault
    /// Something is worth knowing.
    case note
  }

  /// How bad it is.
  public var severity: Severity

  /// The check that found it.
  public var check: String = ""

  /// The source that it is about; nil where it is about none, or where the text names it.
  public var source: String?

  /// What was found.
  public var text: String

  /// The line that mends it: a command, or what to write where; nil where there is no one line.
  public var mend: String?

  /// Creates a finding.
  public init(_ severity: Severity, source: String? = nil, _ text: String, mend: String? = nil) {
    self.severity = severity
    self.source = source
    self.text = text
    self.mend = mend
  }
}

// MARK: - CustomStringConvertible
extension DoctorFinding: CustomStringConvertible {
  /// The source and the text.
  public var description: String { source.map { "\($0): \(text)" } ?? text }
}
