#!/bin/sh
# Puts the rules that were shipped into an empty rules folder, and makes the folder the user's: fill-rules.sh FOLDER USER
# What is there stays, whatever a newer image ships: the rules are the agencies' from then on.
set -eu
folder=$1 user=$2

if [ ! -e "$folder/.filled" ]; then
  cp -R /shipped/. "$folder"
  : > "$folder/.filled"
fi
chown -R "$user:$user" "$folder"
