package faultline.lab.litmus;

/// How an access is ordered by itself. A fully ordered one stands between two [Fence#MB].
enum Order { PLAIN, ONCE, ACQUIRE, RELEASE, NORETURN }
