/// One read that a platform is asked for; the fetcher adds address, credentials and limits.
public struct ProviderRequest: Hashable, Sendable {
  /// What a failure of the request means for the fetch as a whole.
  public enum Tolerance: Hashable, Sendable {
    /// The fetch fails.
    case none
    /// A platform that says no to just this request (400, 404, 410, 422) leaves a warning.
    case refusal
    /// Any failure leaves a warning.
    case anyFailure
  }

  /// One parameter of the address.
  public struct Parameter: Hashable, Sendable {
    /// The parameter's name.
    public var name: String
    /// The parameter's value, not yet encoded.
    public var value: String

    /// Creates a parameter.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The id, unique among the requests of a source: `usage`, `usage 2026-10`.
  public var id: String

  /// The path below the base address, one element a segment, not yet encoded.
  public var path: [String]

  /// The parameters.
  public var query: [Parameter]

  /// What a failure means.
  public var tolerance: Tolerance

  /// What is missing when it fails, for the warning: `May 2025`, `the detail of app app-1`.
  public var subject: String

  /// Creates a request.
  public init(
    id: String,
    path: [String],
    query: [Parameter] = [],
    tolerance: Tolerance = .none,
    subject: String = ""
  ) {
    self.id = id
    self.path = path
    self.query = query
    self.tolerance = tolerance
    self.subject = subject
  }
}
