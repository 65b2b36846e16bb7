#!/bin/sh
# Records MOA's change detectors; needs a JDK 17 or later. MOA and Weka (GPL) are fetched for this alone.
set -eu
cd "$(dirname "$0")"
moa=2024.07.0
weka=3.9.6
root=../../../../..
repository=$HOME/.m2/repository/nz/ac/waikato/cms
fetch() {
  "$root/mvnw" -ntp -q -f "$root/pom.xml" -N dependency:get -Dtransitive=false "-Dartifact=$1"
}
fetch nz.ac.waikato.cms.moa:moa:$moa
fetch nz.ac.waikato.cms.weka:weka-dev:$weka
java -cp "$repository/moa/moa/$moa/moa-$moa.jar:$repository/weka/weka-dev/$weka/weka-dev-$weka.jar" \
  RecordMoa.java ../../resources/reference/detector $moa
