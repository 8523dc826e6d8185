/// A product of Helius that usage is broken down by, in the order of replies.
enum HeliusProduct: String, CaseIterable, Sendable {
  case rpc
  case enhancedApi
  case walletApi
  case das
  case webhooks
  case laserstreamGrpc
  case laserstreamWebsocket
  case preConfirmations
  case preprocessedTransactions
  case archival
  case photon
  case other

  /// Whether bytes are charged, not calls.
  var isStream: Bool { self == .laserstreamGrpc || self == .laserstreamWebsocket }

  /// Credits for one call; for streams, for 100,000 bytes.
  var credits: Int {
    switch self {
    case .rpc, .webhooks, .preConfirmations, .other: 1
    case .enhancedApi, .walletApi: 100
    case .das, .archival, .photon, .preprocessedTransactions: 10
    case .laserstreamGrpc, .laserstreamWebsocket: 3
    }
  }
}
