/// What one reply of a platform says, in the words of the data model.
public struct NormalisedReply: Hashable, Sendable {
  /// The counters.
  public var readings: [Reading]

  /// The limits.
  public var allowances: [Allowance]

  /// What a person should know about the reply, such as a product this version does not know.
  public var notices: [String]

  /// Creates a normalised reply.
  public init(readings: [Reading], allowances: [Allowance] = [], notices: [String] = []) {
    self.readings = readings
    self.allowances = allowances
    self.notices = notices
  }
}
