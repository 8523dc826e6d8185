/// What the apps do on one platform.
protocol Workload {
  static var streams: [Stream] { get }
}
