#!/bin/sh
# What Gradescope runs once, when it builds the autograder's image: a JDK, Maven, and the first build.
# The zip that is uploaded holds this file, run_autograder, assignment.toml, and a checkout of Faultline in faultline/.
set -eu

apt-get update
apt-get install -y --no-install-recommends maven wget
wget -qO /tmp/jdk.tar.gz "https://api.adoptium.net/v3/binary/latest/25/ga/linux/x64/jdk/hotspot/normal/eclipse"
mkdir -p /usr/lib/jvm/jdk-25
tar -xzf /tmp/jdk.tar.gz -C /usr/lib/jvm/jdk-25 --strip-components=1
rm /tmp/jdk.tar.gz
FAULTLINE_JAVA_HOME=/usr/lib/jvm/jdk-25 /autograder/source/faultline/repl/faultline exercises > /dev/null
