/// The profile of the machine that this process runs on.
///
/// [faultline.lab.calibrate.Calibration] does one small thing over and over, through the seam, in the world
/// of real threads, and reads its price from the clock: windows in which a neighbour had the processor do not
/// count, as in [faultline.lab.bench]. What cannot be measured from inside a process is taken over from a
/// profile that ships, and says so. [faultline.lab.calibrate.HostProfile] is the file that comes out.
package faultline.lab.calibrate;
