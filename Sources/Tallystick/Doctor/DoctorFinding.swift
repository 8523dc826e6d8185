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

  /// The source that it is about; nil where it is about none, or where the text names it.
  public var source: String?

  /// What was found, and what to do about it.
  public var text: String

  /// Creates a finding.
  public init(_ severity: Severity, source: String?, _ text: String) {
    self.severity = severity
    self.source = source
    self.text = text
  }
}

// MARK: - CustomStringConvertible
extension DoctorFinding: CustomStringConvertible {
  /// The source and the text.
  public var description: String { source.map { "\($0): \(text)" } ?? text }
}
