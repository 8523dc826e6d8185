extension ProviderSimulator {
  /// A way for a platform to fail.
  public struct Fault: Hashable, Sendable {
    private enum Kind: Hashable {
      case status(Int)
      case notJSON
      case slow(Duration)
    }

    private let kind: Kind

    /// Answers everything with a status and the body that the platform sends with it.
    public static func status(_ code: Int) -> Self { Self(kind: .status(code)) }

    /// Answers everything with status 200 and a page of HTML, as a proxy in between would.
    public static let notJSON: Self = Self(kind: .notJSON)

    /// Waits two seconds before every answer.
    public static let slow: Self = slow(by: .seconds(2))

    /// Waits before every answer.
    public static func slow(by delay: Duration) -> Self { Self(kind: .slow(delay)) }
  }
}

extension ProviderSimulator.Fault {
  /// What a platform sends while it fails, and how long after the request.
  func play(
    _ platform: any Platform,
    instead reply: () -> SimulatedResponse
  ) -> (SimulatedResponse, Duration) {
    switch kind {
    case .status(let code): (platform.failure(code), .zero)
    case .notJSON: (.page, .zero)
    case .slow(let delay): (reply(), delay)
    }
  }
}

extension SimulatedResponse {
  fileprivate static let page = SimulatedResponse(
    status: 200,
    contentType: "text/html; charset=utf-8",
    body: """
      <!DOCTYPE html>
      <html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>

      """
  )
}
